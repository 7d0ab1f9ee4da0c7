import { parseBusAddress, type BusAddress } from '../live/notifications/busAddress.ts';
import { choice, integer, milliseconds, optional, type Variable } from './variable.ts';

/** A name as brokers take it for exchanges and topics. */
function brokerName(name: string, standard: string, meaning: string): Variable<string> {
  return {
    name,
    takes: 'a name of at most 127 letters, digits and . : _ -',
    meaning,
    defaultText: standard,
    default: () => standard,
    parse: (text) => (/^[\w.:-]{1,127}$/.test(text) ? text : undefined),
  };
}

/** Where the events of subscriptions come from. */
export const LIVE_VARIABLES = {
  live: choice(
    'LIVE',
    ['auto', 'off'],
    'auto',
    'Whether clients may subscribe. With auto the events come from NOTIFICATIONS_URL; without it the gateway reads the lists again and again with the token of each subscriber.',
  ),
  /** Has a password: never log it. */
  notificationsUrl: optional<BusAddress>({
    name: 'NOTIFICATIONS_URL',
    takes: 'a URL such as amqp://user:password@host:5672,other-host:5672/vhost or amqps://user:password@host',
    meaning:
      'RabbitMQ broker to which the image service sends its notifications. The transport_url of the image service can be copied.',
    parse: parseBusAddress,
  }),
  notificationsExchange: brokerName(
    'NOTIFICATIONS_EXCHANGE',
    'glance',
    'Exchange of the notifications: the image service’s control_exchange.',
  ),
  notificationsTopic: brokerName(
    'NOTIFICATIONS_TOPIC',
    'notifications',
    'Topic of the notifications: one of the image service’s topics in oslo_messaging_notifications.',
  ),
  notificationsQueueLength: integer(
    'NOTIFICATIONS_QUEUE_LENGTH',
    10_000,
    { min: 100, max: 1_000_000, unit: 'messages' },
    'Messages that the broker keeps for each process. When there are more, the oldest ones are dropped, and subscribers are told to read the lists again.',
  ),
  livePollIntervalMs: milliseconds(
    'LIVE_POLL_INTERVAL_MS',
    5000,
    'Milliseconds between two reads of a subscription without notifications. Without changes the interval grows to six times as long.',
  ),
  livePollCalls: integer(
    'LIVE_POLL_CALLS',
    1200,
    { min: 1, max: 1_000_000, unit: 'calls' },
    'Calls to the image service that all subscriptions without notifications of one process make in a minute.',
  ),
  liveTokenCheckMs: milliseconds(
    'LIVE_TOKEN_CHECK_MS',
    180_000,
    'Milliseconds between two questions to the identity service whether the token of a subscription is still valid.',
  ),
};
