import { randomUUID } from 'node:crypto';
import { Connection } from 'rabbitmq-client';
import type { SharingSource, SourceListener } from '../sharingSource.ts';
import type { BusAddress } from './busAddress.ts';
import { createNotificationReader, type MessageOutcome } from './notificationReader.ts';

export interface MessageBusOptions {
  readonly address: BusAddress;
  /** Certificates in PEM form that sign the broker's certificate; undefined for those that Node.js trusts. */
  readonly ca?: string | undefined;
  /** The image service's `control_exchange`. */
  readonly exchange: string;
  /** The image service's notification topic, without the priority. */
  readonly topic: string;
  /** Most messages that the broker keeps for this process. At the limit the broker drops the oldest one. */
  readonly queueLength: number;
  readonly onMessage: (outcome: MessageOutcome) => void;
  /** Called once when the bus is lost, with the cause, and not again before the bus is back. */
  readonly onLost: (cause: unknown) => void;
}

/** Messages under way from the broker to this process. The broker counts them beside its queue. */
const PREFETCH = 200;

const RETRY_LOW_MS = 500;
const RETRY_HIGH_MS = 15_000;
const CONNECT_TIMEOUT_MS = 10_000;
const HEARTBEAT_SECONDS = 10;

/**
 * Listens to the notifications that the image service sends to a RabbitMQ broker. The queue belongs to this process
 * only and ends with its connection, so messages that are sent while the connection is away are lost: a gap. The
 * exchange is looked for and never created, because only the operator knows how the image service creates it. The
 * image service's own queue, which has the topic's name, is never read: its messages are for other programs.
 */
export function createMessageBus(options: MessageBusOptions): SharingSource {
  let connection: Connection | null = null;
  let isLive = false;
  let wasLive = false;
  let isReported = false;

  async function start(listener: SourceListener): Promise<void> {
    const opened = (connection = new Connection({
      ...toConnectionOptions(options),
      connectionName: 'glance-graphql',
      retryLow: RETRY_LOW_MS,
      retryHigh: RETRY_HIGH_MS,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      heartbeat: HEARTBEAT_SECONDS,
    }));
    const read = createNotificationReader(listener, options.onMessage);
    const lose = (cause: unknown): void => {
      if (isLive) listener.state((isLive = false));
      if (isReported) return;
      isReported = true;
      options.onLost(cause);
    };
    const queue = `glance-graphql.${randomUUID()}`;
    const overflow = `${queue}.overflow`;
    const bounded = { exclusive: true, durable: false, autoDelete: true };
    // The broker moves a message that it drops from the full queue to this second queue. So a message in the second
    // queue says that the process has missed some.
    const overflowConsumer = opened.createConsumer(
      {
        queue: overflow,
        queueOptions: { ...bounded, queue: overflow, arguments: toArguments(1) },
        noAck: true,
      },
      () => {
        listener.gap();
      },
    );
    overflowConsumer.on('error', lose);
    const consumer = opened.createConsumer(
      {
        queue,
        queueOptions: {
          ...bounded,
          queue,
          arguments: {
            ...toArguments(options.queueLength),
            'x-dead-letter-exchange': '',
            'x-dead-letter-routing-key': overflow,
          },
        },
        exchanges: [{ exchange: options.exchange, passive: true }],
        queueBindings: [{ queue, exchange: options.exchange, routingKey: `${options.topic}.info` }],
        qos: { prefetchCount: PREFETCH },
      },
      ({ body }) => {
        // Return nothing: the client takes a number for an instruction about the message.
        read(toText(body));
      },
    );
    consumer.on('error', lose);
    opened.on('error', lose);
    consumer.on('ready', () => {
      isReported = false;
      isLive = true;
      if (wasLive) listener.gap();
      wasLive = true;
      listener.state(true);
    });
  }

  return {
    start,
    async close() {
      connection?.unsafeDestroy();
      connection = null;
    },
  };
}

function toArguments(length: number) {
  return { 'x-queue-type': 'classic', 'x-max-length': length, 'x-overflow': 'drop-head' } as const;
}

function toConnectionOptions({ address, ca }: MessageBusOptions) {
  const { hosts, username, password, vhost, isSecure } = address;
  const tls = isSecure ? { tls: ca === undefined ? true : { ca } } : {};
  return { hosts: [...hosts], username, password, vhost, ...tls };
}

/** The client parses a JSON body itself where the message names no encoding. */
function toText(body: unknown): string {
  if (typeof body === 'string') return body;
  return Buffer.isBuffer(body) ? body.toString('utf8') : JSON.stringify(body ?? null);
}
