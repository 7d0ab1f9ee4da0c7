import { get } from 'node:http';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { connectToRabbitmq, type Rabbitmq } from '../../support/startRabbitmq.ts';

/** Sends the notifications of an embedded Glance to a broker, in the envelope that Glance uses. */
export async function bridgeNotifications(embeddedUrl: string, rabbitmq: Rabbitmq): Promise<void> {
  const connection = connectToRabbitmq(rabbitmq);
  await connection.exchangeDeclare({ exchange: 'glance', type: 'topic', durable: false });
  const publisher = connection.createPublisher({ confirm: false });
  const envelope = {
    exchange: 'glance',
    routingKey: 'notifications.info',
    contentType: 'application/json',
    contentEncoding: 'utf-8',
  };
  await new Promise<void>((resolve) => {
    const request = get(`${embeddedUrl}/_embedded/notifications`, (response) => {
      const lines = createInterface({ input: response });
      for (const emitter of [response, lines]) emitter.on('error', () => {});
      lines.on('line', (line) => {
        resolve();
        if (line === '') return;
        const body = JSON.stringify({ 'oslo.version': '2.0', 'oslo.message': line });
        publisher.send(envelope, Buffer.from(body)).catch(() => {});
      });
    });
    request.on('error', () => {});
    onTestFinished(() => void request.destroy());
  });
}
