import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Milliseconds for which a connection that is about to end is still read. Closing it earlier would reset it when its
 * client sends at that moment, and a reset takes from the client what it has not read yet of its last response.
 */
const LINGER_MS = 1000;

interface Connection {
  /** To the newest request. Responses are written in the order of the requests, so none is open once this one is not. */
  newest: ServerResponse | null;
  /** When the drain looked last at how much had been read: how much that was, and since when it is so. */
  bytesRead: number;
  silentSince: number;
}

/** The open connections of a server. They end without a reset. */
export interface Connections {
  /** To be told of every request, so that its connection does not pass for idle. */
  begin(socket: Socket, response: ServerResponse): void;
  /** Ends each connection that has nothing to answer and was silent for a moment, until `stop` is called. */
  endSilent(): () => void;
  /** Connections that came since the start. */
  readonly accepted: number;
}

export function watchConnections(server: Server): Connections {
  const open = new Map<Socket, Connection>();
  let accepted = 0;
  server.on('connection', (socket: Socket) => {
    accepted += 1;
    open.set(socket, { newest: null, bytesRead: -1, silentSince: 0 });
    // Node calls this after a response that is the last of its connection.
    socket.destroySoon = () => linger(socket);
    socket.once('close', () => open.delete(socket));
  });
  return {
    begin(socket, response) {
      const connection = open.get(socket);
      if (connection) connection.newest = response;
    },
    endSilent() {
      const look = (): void => {
        const now = performance.now();
        for (const [socket, connection] of open) {
          const { newest, bytesRead, silentSince } = connection;
          const isIdle = newest === null || newest.writableFinished || newest.destroyed;
          if (!isIdle || bytesRead !== socket.bytesRead) {
            connection.bytesRead = socket.bytesRead;
            connection.silentSince = now;
          } else if (now - silentSince >= LINGER_MS) linger(socket);
        }
      };
      look();
      const timer = setInterval(look, LINGER_MS / 10);
      return () => clearInterval(timer);
    },
    get accepted() {
      return accepted;
    },
  };
}

/** Says that nothing more is written, and closes once the client has said the same, or after a moment. */
function linger(socket: Socket): void {
  if (socket.writableEnded) return;
  socket.end();
  const timer = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(timer));
}
