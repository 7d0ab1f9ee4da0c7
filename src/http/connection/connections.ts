import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Link, Ring } from '../../fairness/ring.ts';
import { toNetwork } from '../clientAddress.ts';

/** The open connections of a server. */
export interface Connections {
  /** That were ever accepted. */
  readonly accepted: number;
  readonly open: number;
  /** To be told of each request. */
  begin(request: IncomingMessage, response: ServerResponse): void;
  /** Whether a response is to come on the connection to an earlier request than the one that is being received. */
  isAnswering(socket: Duplex): boolean;
  /** Ends each on which nothing was ever received. */
  destroySilent(): void;
  /** Ends each, whatever is under way. */
  destroyAll(): void;
}

/**
 * Bounds the connections of a server. Beyond the bound the address that has most of them loses the one that has been
 * idle longest. Nobody loses a connection on which a request is under way: where all are busy the new one is closed.
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
    // Its close comes in a later turn, after other connections.
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
      connection.requests += 1;
      connection.last = request;
      if (connection.inIdle.ring) connection.peer.idle.remove(connection.inIdle);
      response.once('close', () => {
        connection.requests -= 1;
        if (connection.requests > 0) return;
        connection.last = null;
        if (connection.inAll.ring) connection.peer.idle.push(connection.inIdle);
      });
    },
    isAnswering(socket) {
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
  /** That are not answered yet. */
  requests = 0;
  /** The newest of them. */
  last: IncomingMessage | null = null;

  constructor(socket: Socket, peer: Peer) {
    this.socket = socket;
    this.peer = peer;
  }
}

/** The other end of connections. */
class Peer {
  readonly address: string;
  /** The one that has been idle longest first. */
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
