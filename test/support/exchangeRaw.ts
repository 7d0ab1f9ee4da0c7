import { connect } from 'node:net';
import { once } from 'node:events';

/** Sends bytes as they are, and reads until the server closes the connection. */
export async function exchangeRaw(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setEncoding('latin1');
  let answer = '';
  socket.on('data', (chunk: string) => {
    answer += chunk;
  });
  socket.write(bytes, 'latin1');
  await once(socket, 'close');
  return answer;
}
