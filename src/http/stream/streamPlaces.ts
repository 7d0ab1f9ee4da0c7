import { GraphQLError } from 'graphql';
import type { Owner } from '../../fairness/fairLedger.ts';

export interface StreamLimits {
  /** Most streams at a time. */
  readonly maxStreams: number;
  readonly maxStreamsToken: number;
  readonly maxStreamsAddress: number;
}

const RETRY_AFTER_SECONDS = 10;

/** Counts the open streams of all clients, of each token and of each address. */
export class StreamPlaces {
  readonly #limits: StreamLimits;
  readonly #tokens = new Map<string, number>();
  readonly #addresses = new Map<string, number>();
  #all = 0;

  constructor(limits: StreamLimits) {
    this.#limits = limits;
  }

  /**
   * @returns a function that gives the place back, which may be called again
   * @throws GraphQLError where no place is left
   */
  take({ token, address }: Owner): () => void {
    const { maxStreams, maxStreamsToken, maxStreamsAddress } = this.#limits;
    if (this.#all >= maxStreams) throw createOverload('The gateway has as many streams as it takes.');
    if (countOf(this.#addresses, address.key) >= maxStreamsAddress) {
      throw createExcess(`Your address has ${maxStreamsAddress} streams, and no more are taken.`);
    }
    if (token.key !== '' && countOf(this.#tokens, token.key) >= maxStreamsToken) {
      throw createExcess(`Your token has ${maxStreamsToken} streams, and no more are taken.`);
    }
    this.#add(token.key, address.key, 1);
    let isTaken = true;
    return () => {
      if (isTaken) this.#add(token.key, address.key, -1);
      isTaken = false;
    };
  }

  #add(token: string, address: string, count: number): void {
    this.#all += count;
    addTo(this.#tokens, token, count);
    addTo(this.#addresses, address, count);
  }
}

/** The error for a stream that the process does not take now, whoever asks for it. */
export function createOverload(message: string): GraphQLError {
  return toError('UPSTREAM_UNAVAILABLE', message);
}

function createExcess(message: string): GraphQLError {
  return toError('RATE_LIMITED', message);
}

function toError(code: string, message: string): GraphQLError {
  const extensions = { code, retryable: true, retryAfterSeconds: RETRY_AFTER_SECONDS, http: { status: 200 } };
  return new GraphQLError(message, { extensions });
}

function countOf(counts: ReadonlyMap<string, number>, key: string): number {
  return counts.get(key) ?? 0;
}

function addTo(counts: Map<string, number>, key: string, count: number): void {
  const sum = countOf(counts, key) + count;
  if (sum === 0) counts.delete(key);
  else counts.set(key, sum);
}
