import { request } from 'node:http';
import { onTestFinished } from 'vitest';

const QUERY = `subscription {
  imageSharing {
    __typename
    ... on ImageMemberUpdated { imageMember { imageId memberId status } }
  }
}`;

export interface SoakEvent {
  readonly typename: string;
  /** `image/member status`, of an update. */
  readonly update: string | null;
}

/** Opens one subscription over SSE. Resolves when it is live. */
export function openStream(url: string, token: string, onEvent: (event: SoakEvent) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', accept: 'text/event-stream', 'x-auth-token': token };
    const sent = request(`${url}/graphql`, { method: 'POST', headers, agent: false }, (response) => {
      let rest = '';
      response.setEncoding('utf8');
      response.on('error', () => {});
      response.on('data', (chunk: string) => {
        const parts = (rest + chunk).split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) {
          const data = /^data: (.+)$/m.exec(part)?.[1];
          if (data === undefined) continue;
          const event = toEvent(data);
          if (event.typename === 'ImageSharingReady') resolve();
          onEvent(event);
        }
      });
    });
    sent.on('error', reject);
    sent.end(JSON.stringify({ query: QUERY }));
    onTestFinished(() => void sent.destroy());
  });
}

function toEvent(json: string): SoakEvent {
  const typename = /"__typename":"(\w+)"/.exec(json)?.[1] ?? json;
  const update = /"imageId":"([^"]+)","memberId":"([^"]+)","status":"([^"]+)"/.exec(json);
  return { typename, update: update && `${update[1]}/${update[2]} ${update[3]}` };
}
