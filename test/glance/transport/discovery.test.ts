import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../src/glance/caller.ts';
import { getImageMember, postImageMember } from '../../../src/glance/wire/imageMember.ts';
import { catalogOf, createKeystoneGlance } from '../../support/keystoneGlance.ts';
import { createCaller, KEY, MEMBER, ok, status } from '../../support/testGlance.ts';
import { startUpstream, type UpstreamResponse, type UpstreamStep } from '../../support/scriptedUpstream.ts';
import { reset } from '../../support/brokenSteps.ts';

const withToken = (token: string): Caller => ({ ...createCaller(), token });
const ONE = 'token-of-one-caller';
const TWO = 'token-of-another-one';
const UNREACHABLE = { kind: 'unreachable', outcome: 'unknown' };

/** A Keystone whose catalog names, for each token, what the test says at that time. */
async function startKeystone(urls: Readonly<Record<string, string>>) {
  const current: Record<string, string | UpstreamResponse> = { ...urls };
  const asked: string[] = [];
  const keystone = await startUpstream(({ token }) => {
    asked.push(token);
    const answer = current[token] ?? current['*'];
    return typeof answer === 'object' ? answer : status(200, {}, { catalog: catalogOf(answer) });
  });
  return { url: keystone.url, asked, current };
}

/** A Glance that notes whose calls come. */
async function startGlance(step: UpstreamStep = ok) {
  const tokens: string[] = [];
  const { url } = await startUpstream(({ token }) => {
    tokens.push(token);
    return step;
  });
  return { url, tokens };
}

describe('the place of the image service', () => {
  it('is read for each caller from its own catalog alone', async () => {
    const [here, there] = [await startGlance(), await startGlance()];
    const keystone = await startKeystone({ [ONE]: here.url, [TWO]: there.url });
    const glance = createKeystoneGlance(null, keystone.url);
    for (const token of [ONE, TWO, TWO, ONE]) await getImageMember(glance.wire(withToken(token)), KEY);
    expect(here.tokens).toEqual([ONE, ONE]);
    expect(there.tokens).toEqual([TWO, TWO]);
    expect(keystone.asked).toEqual([ONE, TWO]);
  });

  it('is asked for once by the calls of one operation that run at the same time', async () => {
    const here = await startGlance();
    const keystone = await startKeystone({ '*': here.url });
    const glance = createKeystoneGlance(null, keystone.url);
    const caller = withToken(ONE);
    await Promise.all(Array.from({ length: 10 }, () => getImageMember(glance.wire(caller), KEY)));
    expect(keystone.asked).toEqual([ONE]);
  });

  it('is found again after it moved, without a restart', async () => {
    const [old, next] = [await startGlance(reset), await startGlance()];
    const keystone = await startKeystone({ '*': old.url });
    const glance = createKeystoneGlance(null, keystone.url);
    await expect(postImageMember(glance.wire(withToken(ONE)), KEY)).rejects.toMatchObject(UNREACHABLE);
    keystone.current['*'] = next.url;
    expect(await postImageMember(glance.wire(withToken(ONE)), KEY)).toEqual(MEMBER);
    expect(keystone.asked).toEqual([ONE, ONE]);
    expect(next.tokens).toEqual([ONE]);

    keystone.current['*'] = old.url;
    await expect(postImageMember(glance.wire(withToken(TWO)), KEY)).rejects.toMatchObject(UNREACHABLE);
    keystone.current['*'] = next.url;
    expect(await getImageMember(glance.wire(withToken(TWO)), KEY)).toEqual(MEMBER);
  });

  it('is found again within one read', async () => {
    const next = await startGlance();
    let keystone: Awaited<ReturnType<typeof startKeystone>>;
    const old = await startGlance((_response, { socket }) => {
      keystone.current['*'] = next.url;
      socket.resetAndDestroy();
    });
    keystone = await startKeystone({ '*': old.url });
    const glance = createKeystoneGlance(null, keystone.url);
    expect(await getImageMember(glance.wire(withToken(ONE)), KEY)).toEqual(MEMBER);
    expect([old.tokens, next.tokens]).toEqual([[ONE], [ONE]]);
  });

  it('is not changed for a caller by what the catalog says to another one', async () => {
    const [old, evil] = [await startGlance(), await startGlance()];
    const keystone = await startKeystone({ [ONE]: old.url, [TWO]: old.url });
    const glance = createKeystoneGlance(null, keystone.url);
    await getImageMember(glance.wire(withToken(ONE)), KEY);
    await getImageMember(glance.wire(withToken(TWO)), KEY);
    keystone.current[TWO] = evil.url;
    const other = createKeystoneGlance(null, keystone.url);
    await getImageMember(other.wire(withToken(TWO)), KEY);
    await getImageMember(glance.wire(withToken(ONE)), KEY);
    expect(evil.tokens).toEqual([TWO]);
    expect(old.tokens).toEqual([ONE, TWO, ONE]);
  });

  it('is asked for again when the catalog is old', async () => {
    const [old, next] = [await startGlance(), await startGlance()];
    const keystone = await startKeystone({ '*': old.url });
    const glance = createKeystoneGlance(null, keystone.url, { catalogLifetimeMs: 0 });
    await getImageMember(glance.wire(withToken(ONE)), KEY);
    keystone.current['*'] = next.url;
    await getImageMember(glance.wire(withToken(ONE)), KEY);
    expect([old.tokens, next.tokens]).toEqual([[ONE], [ONE]]);
  });

  it('stays known while Keystone is down, and is not asked for with every call then', async () => {
    const here = await startGlance();
    const keystone = await startKeystone({ '*': here.url });
    const glance = createKeystoneGlance(null, keystone.url, { catalogLifetimeMs: 0 });
    await getImageMember(glance.wire(withToken(ONE)), KEY);
    keystone.current['*'] = status(503);
    for (let index = 0; index < 5; index += 1) await getImageMember(glance.wire(withToken(ONE)), KEY);
    expect(here.tokens).toHaveLength(6);
    expect(keystone.asked).toEqual([ONE, ONE]);
  });

  it('is no longer known to a token that Keystone refuses', async () => {
    const here = await startGlance();
    const keystone = await startKeystone({ '*': here.url });
    const glance = createKeystoneGlance(null, keystone.url, { catalogLifetimeMs: 0 });
    await getImageMember(glance.wire(withToken(ONE)), KEY);
    keystone.current['*'] = status(401);
    await expect(getImageMember(glance.wire(withToken(ONE)), KEY)).rejects.toMatchObject({ kind: 'unauthorized' });
    expect(here.tokens).toHaveLength(1);
  });

  it('is asked for by few while it fails, whatever the number of callers', async () => {
    const broken = await startGlance(reset);
    const keystone = await startKeystone({ '*': broken.url });
    const glance = createKeystoneGlance(null, keystone.url, { connections: 16 });
    const tokens = Array.from({ length: 20 }, (_, index) => `token-of-caller-${index}`);
    for (const token of tokens) {
      await expect(postImageMember(glance.wire(withToken(token)), KEY)).rejects.toMatchObject(UNREACHABLE);
    }
    for (const token of tokens) {
      await postImageMember(glance.wire(withToken(token)), KEY).catch(() => {});
    }
    expect(keystone.asked.length).toBeLessThan(2 * tokens.length);
  });

  it('may be one of many hosts, of which no more than eight stay connected', async () => {
    const hosts = await Promise.all(Array.from({ length: 12 }, () => startGlance()));
    const urls = Object.fromEntries(hosts.map(({ url }, index) => [`token-of-caller-${index}`, url]));
    const keystone = await startKeystone(urls);
    const glance = createKeystoneGlance(null, keystone.url);
    const tokens = Object.keys(urls);
    for (const token of [...tokens, ...tokens]) {
      expect(await getImageMember(glance.wire(withToken(token)), KEY)).toEqual(MEMBER);
    }
    expect(hosts.map((host) => host.tokens)).toEqual(tokens.map((token) => [token, token]));
    expect(glance.state).toEqual({ running: 0, queued: 0, breaker: 'closed' });
  });
});
