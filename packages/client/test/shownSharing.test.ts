import { gql } from '@apollo/client';
import { describe, expect, it } from 'vitest';
import {
  ManageSharingDocument,
  SetImageVisibilityDocument,
  ShareImageByNameDocument,
  ViewerDocument,
} from '../src/index.ts';
import { createCountedClient as createApollo, watch as watchApollo } from './support/apolloCacheStage.ts';
import { DECIDED_IMAGE, PRIVATE_IMAGE, startKitWithNames } from './support/startKit.ts';
import { createCountedClient as createUrql, watch as watchUrql } from './support/urqlCacheStage.ts';

const visibilityOf = (data: unknown): unknown => Object(data).image?.visibility;
const shareOf = (data: unknown): unknown => Object(data).image?.permissions?.share;
const YES = { __typename: 'ImagePermission', allowed: true, reason: null };

describe('a screen that shows an image', () => {
  it('follows a share that makes the image shareable, with Apollo Client, and is never without data', async () => {
    const kit = await startKitWithNames();
    const { client } = createApollo(kit, kit.tokens.alpha);
    const variables = { imageId: PRIVATE_IMAGE };
    await client.query({ query: ManageSharingDocument, variables });
    const shown = watchApollo(client, ManageSharingDocument, variables, (data) => data, 'cache-first');
    const input = { imageId: PRIVATE_IMAGE, memberName: 'staging', makeShareable: true };
    await client.mutate({ mutation: ShareImageByNameDocument, variables: { input } });
    await expect.poll(() => shareOf(shown.at(-1))).toEqual(YES);
    expect(shown.map(visibilityOf)).not.toContain(undefined);
    expect(shown.at(-1)).toMatchObject({ image: { visibility: 'SHARED', members: [{ memberName: 'staging' }] } });
  });

  it('follows a share that makes the image shareable, with urql, and is never without data', async () => {
    const kit = await startKitWithNames();
    const { client } = createUrql(kit, kit.tokens.alpha);
    const variables = { imageId: PRIVATE_IMAGE };
    await client.query(ManageSharingDocument, variables).toPromise();
    const shown = watchUrql(client, ManageSharingDocument, variables);
    const input = { imageId: PRIVATE_IMAGE, memberName: 'staging', makeShareable: true };
    await client.mutation(ShareImageByNameDocument, { input }).toPromise();
    await expect.poll(() => shareOf(shown.at(-1))).toEqual(YES);
    expect(shown.map(visibilityOf)).not.toContain(undefined);
    expect(shown.at(-1)).toMatchObject({ image: { visibility: 'SHARED', members: [{ memberName: 'staging' }] } });
  });

  it('follows a new visibility without another request', async () => {
    const kit = await startKitWithNames();
    const variables = { imageId: DECIDED_IMAGE };
    const input = { imageId: DECIDED_IMAGE, visibility: 'PRIVATE' as const };
    const apollo = createApollo(kit, kit.tokens.alpha);
    await apollo.client.query({ query: ManageSharingDocument, variables });
    await apollo.client.mutate({ mutation: SetImageVisibilityDocument, variables: { input } });
    const urql = createUrql(kit, kit.tokens.alpha);
    await urql.client.query(ManageSharingDocument, variables).toPromise();
    await urql.client.mutation(SetImageVisibilityDocument, { input: { ...input, visibility: 'SHARED' } }).toPromise();
    const expected = [
      ['PRIVATE', 0, false],
      ['SHARED', 2, true],
    ];
    const { data: first } = await apollo.client.query({ query: ManageSharingDocument, variables });
    const { data: second } = await urql.client.query(ManageSharingDocument, variables).toPromise();
    expect(
      [first, second].map((data) => [
        data?.image?.visibility,
        data?.image?.members?.length,
        data?.image?.permissions?.share.allowed,
      ]),
    ).toEqual(expected);
    expect([apollo.sent, urql.sent]).toEqual([
      ['ManageSharing', 'SetImageVisibility'],
      ['ManageSharing', 'SetImageVisibility'],
    ]);
  });
});

describe('the cache of Apollo Client', () => {
  it('puts fields of the viewer and of permissions together that several queries bring', async () => {
    const kit = await startKitWithNames();
    const { client, sent } = createApollo(kit, kit.tokens.alpha);
    const some = gql`
      query Some($imageId: ID!) {
        viewer {
          userName
        }
        image(id: $imageId) {
          id
          permissions {
            share {
              allowed
              reason
            }
          }
        }
      }
    `;
    const variables = { imageId: DECIDED_IMAGE };
    await client.query({ query: ViewerDocument });
    await client.query({ query: ManageSharingDocument, variables });
    expect((await client.query({ query: some, variables, fetchPolicy: 'network-only' })).data).toMatchObject({
      viewer: { userName: 'alpha' },
    });
    await client.query({ query: ViewerDocument });
    await client.query({ query: ManageSharingDocument, variables });
    expect(sent).toEqual(['Viewer', 'ManageSharing', 'Some']);
  });
});
