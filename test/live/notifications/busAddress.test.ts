import { expect, test } from 'vitest';
import { parseBusAddress } from '../../../src/live/notifications/busAddress.ts';

const plain = { username: 'guest', password: 'guest', vhost: '/', isSecure: false };

test.each([
  ['amqp://broker', { ...plain, hosts: ['broker:5672'] }],
  ['amqps://broker', { ...plain, hosts: ['broker:5671'], isSecure: true }],
  [
    'rabbit://glance:pw@a:5672,glance:pw@b:5673/',
    { ...plain, username: 'glance', password: 'pw', hosts: ['a:5672', 'b:5673'] },
  ],
  [
    'amqp://glance:pw@a,b/images',
    { ...plain, username: 'glance', password: 'pw', hosts: ['a:5672', 'b:5672'], vhost: 'images' },
  ],
  [
    'amqp://g%40h:p%3Aw%2F@10.0.0.1:5672/%2Fprod',
    { ...plain, username: 'g@h', password: 'p:w/', hosts: ['10.0.0.1:5672'], vhost: '/prod' },
  ],
])('%s is an address of a message bus', (text, address) => {
  expect(parseBusAddress(text)).toEqual(address);
});

test.each([
  'http://broker',
  'amqp://',
  'amqp://broker:0',
  'amqp://broker:70000',
  'amqp://broker/a/b',
  'amqp://broker/?heartbeat=5',
  'amqp://a:b@x,c:d@y',
  'amqp://%zz:pw@broker',
  'amqp://user@broker',
  'broker:5672',
])('%s is no address of a message bus', (text) => {
  expect(parseBusAddress(text)).toBeUndefined();
});
