import { startEmbeddedGlance } from '../../../src/embedded/server.ts';
import { describeOperations } from './describeOperations.ts';

const memberQuota = 8;

describeOperations({
  name: 'the embedded Glance',
  async start() {
    const { url, projects, tokens, stop } = await startEmbeddedGlance({ memberQuota });
    return { upstream: { endpoint: url, projects, tokens, memberQuota }, stop };
  },
});
