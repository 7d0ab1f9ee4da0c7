import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Link, Ring } from '../../fairness/ring.ts';
import { toNetwork } from '../clientAddress.ts';

/** The open connections of a server. */
export interface Connections {
  /** Connections accepted since the start. */
  readonly accepted: number;
  readonly open: number;
  /** Call it for each request. */
  begin(request: IncomingMessage, response: ServerResponse): void;
  /**
   * Call it for each operation on a WebSocket: its connection is busy while one runs, and idle otherwise.
   * @returns a function that ends the operation, to be called once
   */
  hold(socket: Duplex): () => void;
  /** Whether an earlier request than the one that is being received still waits for its response. */
  owesResponse(socket: Duplex): boolean;
  /** Closes each idle connection that never received a byte. */
  destroySilent(): void;
  /** Closes every connection, also during a request. */
  destroyAll(): void;
}

/**
 * Limits the connections of a server. Beyond the limit the address with most connections loses its longest idle
 * connection. A connection with a running request is never closed: when all others are busy, the new connection is
 * closed.
 */
export function watchConnections(server: Server, maxConnections: number): Connections {
  const peers = new Map<string, Peer>();
  const connections = new WeakMap<Duplex, Connection>();
  const all = new Ring<Connection>();
  let accepted = 0;

  const remove = (connection: Connection): void => {
    const { peer, inAll, inIdle } = connection;
    if (!inAll.ring) return;
    all.remove(inAll);
    if (inIdle.ring) peer.idle.remove(inIdle);
    peer.count -= 1;
    if (peer.count === 0) peers.delete(peer.address);
  };

  const start = (connection: Connection): void => {
    connection.requests += 1;
    if (connection.inIdle.ring) connection.peer.idle.remove(connection.inIdle);
  };
  const end = (connection: Connection): void => {
    connection.requests -= 1;
    if (connection.requests > 0) return;
    connection.last = null;
    if (connection.inAll.ring) connection.peer.idle.push(connection.inIdle);
  };

  server.on('connection', (socket: Socket) => {
    accepted += 1;
    const connection = new Connection(socket, findPeer(peers, toNetwork(socket.remoteAddress ?? '')));
    connections.set(socket, connection);
    all.push(connection.inAll);
    connection.peer.count += 1;
    connection.peer.idle.push(connection.inIdle);
    socket.once('close', () => remove(connection));
    if (all.size <= maxConnections) return;
    const victim = findIdle(peers);
    if (!victim) return;
    // Remove the connection now, because its `close` event comes after further connections were accepted.
    remove(victim);
    victim.socket.destroy();
  });

  return {
    get accepted() {
      return accepted;
    },
    get open() {
      return all.size;
    },
    begin(request, response) {
      const connection = connections.get(request.socket);
      if (!connection) return;
      start(connection);
      connection.last = request;
      response.once('close', () => end(connection));
    },
    hold(socket) {
      const connection = connections.get(socket);
      if (!connection) return () => {};
      start(connection);
      return () => end(connection);
    },
    owesResponse(socket) {
      const { requests = 0, last = null } = connections.get(socket) ?? {};
      return requests > (last?.complete === false ? 1 : 0);
    },
    destroySilent() {
      for (const { idle } of peers.values()) {
        for (let left = idle.size; left > 0; left -= 1) {
          const { socket } = idle.first ?? {};
          idle.turn();
          if (socket?.bytesRead === 0) socket.destroy();
        }
      }
    },
    destroyAll() {
      for (let first = all.first; first; first = all.first) {
        remove(first);
        first.socket.destroy();
      }
    },
  };
}

class Connection {
  readonly socket: Socket;
  readonly peer: Peer;
  readonly inAll = new Link<Connection>(this);
  readonly inIdle = new Link<Connection>(this);
  /** Requests without a response. */
  requests = 0;
  /** The newest request without a response. */
  last: IncomingMessage | null = null;

  constructor(socket: Socket, peer: Peer) {
    this.socket = socket;
    this.peer = peer;
  }
}

/** The connections of one address. */
class Peer {
  readonly address: string;
  /** Idle connections, the longest idle one first. */
  readonly idle = new Ring<Connection>();
  count = 0;

  constructor(address: string) {
    this.address = address;
  }
}

function findPeer(peers: Map<string, Peer>, address: string): Peer {
  let peer = peers.get(address);
  if (!peer) peers.set(address, (peer = new Peer(address)));
  return peer;
}

function findIdle(peers: ReadonlyMap<string, Peer>): Connection | null {
  let most: Peer | null = null;
  for (const peer of peers.values()) {
    if (peer.idle.size > 0 && (most === null || peer.count > most.count)) most = peer;
  }
  return most?.idle.first ?? null;
}
