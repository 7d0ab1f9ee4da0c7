import { beforeAll, describe, expect, it } from 'vitest';
import { askPath, itLists, itPages, itRefuses, upstreams } from './imageListCases.ts';
import { addListedImages } from './listedImages.ts';

const SORT_KEYS = 'name, status, container_format, disk_format, size, id, created_at, updated_at';
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

describe('list images', () => {
  beforeAll(async () => {
    for (const upstream of Object.values(upstreams)) {
      await addListedImages(upstream, 'new');
      await addListedImages(upstream, 'legacy');
    }
  });

  describe('by visibility and member status', () => {
    itLists([
      { as: 'admin', asks: '', lists: 'g2 b3 b2 b1 a9 a6 a4 a3 a2 a1' },
      { as: 'alpha', asks: '', lists: 'b2 a9 a6 a5 a4 a3 a2 a1' },
      { as: 'alphaReader', asks: '', lists: 'b2 a9 a6 a5 a4 a3 a2 a1' },
      { as: 'beta', asks: '', lists: 'g2 b4 b3 b2 b1 a6 a2' },
      { as: 'gamma', asks: '', lists: 'g2 g1 a6' },
      { as: 'beta', asks: 'member_status=pending', lists: 'b4 b3 b2 b1 a6 a1' },
      { as: 'beta', asks: 'member_status=accepted', lists: 'g2 b4 b3 b2 b1 a6 a2' },
      { as: 'beta', asks: 'member_status=rejected', lists: 'b4 b3 b2 b1 a6 a3' },
      { as: 'beta', asks: 'member_status=all', lists: 'g2 b4 b3 b2 b1 a6 a3 a2 a1' },
      { as: 'alpha', asks: 'member_status=pending', lists: 'a9 a6 a5 a4 a3 a2 a1' },
      { as: 'admin', asks: 'member_status=rejected', lists: 'g2 b3 b2 b1 a9 a6 a4 a3 a2 a1' },
      { as: 'admin', asks: 'visibility=all', lists: 'g2 g1 b4 b3 b2 b1 a9 a6 a5 a4 a3 a2 a1' },
      { as: 'beta', asks: 'visibility=all', lists: 'g2 g1 b4 b3 b2 b1 a6 a5 a2' },
      { as: 'beta', asks: 'visibility=all&member_status=all', lists: 'g2 g1 b4 b3 b2 b1 a6 a5 a3 a2 a1' },
      { as: 'beta', asks: 'visibility=shared&member_status=pending', lists: 'b2 b1 a1' },
      { as: 'beta', asks: 'visibility=shared', lists: 'g2 b2 b1 a2' },
      { as: 'beta', asks: 'visibility=private', lists: 'b3' },
      { as: 'beta', asks: 'visibility=community', lists: 'g1 b4 a5' },
      { as: 'beta', asks: 'visibility=public', lists: 'a6' },
      { as: 'beta', asks: 'visibility=', lists: '' },
      { as: 'alpha', asks: 'os_hidden=true', lists: 'a8 a7' },
      { as: 'beta', asks: 'os_hidden=true', lists: '' },
      { as: 'beta', asks: 'os_hidden=true&member_status=all', lists: 'a7' },
      { as: 'alpha', asks: 'visibility=shared&visibility=private', lists: '' },
      { rbac: 'legacy', as: 'alpha', asks: '', lists: 'b2 a9 a6 a5 a4 a3 a2 a1' },
      {
        rbac: 'legacy',
        as: 'beta',
        asks: 'visibility=all&member_status=all',
        lists: 'g2 g1 b4 b3 b2 b1 a6 a5 a3 a2 a1',
      },
      { rbac: 'legacy', as: 'unscoped', asks: '', lists: 'g2 b2 a6 a3 a2 a1' },
      { rbac: 'legacy', as: 'unscoped', asks: 'visibility=all', lists: 'g2 g1 b4 b2 a6 a5 a3 a2 a1' },
    ]);
    itRefuses([
      { as: 'unscoped', asks: '', status: 403, says: 'You are not authorized to complete get_images action.' },
      { asks: 'visibility=SHARED', status: 400, says: 'Invalid visibility value: SHARED' },
      { asks: 'visibility=in:shared,private', status: 400, says: 'Invalid visibility value: in:shared,private' },
      { asks: 'member_status=nope', status: 400, says: 'Invalid status: nope' },
      { asks: 'member_status=', status: 400, says: 'Invalid status:' },
      { asks: 'member_status=in:pending,accepted', status: 400, says: 'Invalid status: in:pending,accepted' },
      {
        asks: 'os_hidden=all',
        status: 400,
        says: "Invalid value 'all' for 'os_hidden' filter. Valid values are 'true' or 'false'.",
      },
    ]);
  });

  describe('by other filters', () => {
    itLists([
      { asks: 'name=a1', lists: 'a1' },
      { asks: 'name=A1', lists: '' },
      { asks: 'name=', lists: '' },
      { asks: 'name=in:a1,a2', lists: 'a2 a1' },
      { asks: 'name=in:%22a1%22,a2', lists: 'a2 a1' },
      { asks: 'name=a1&name=a2', lists: 'a2' },
      { asks: 'id={a1}', lists: 'a1' },
      { asks: 'id=in:{a3},{a1},{b3}', lists: 'a3 a1' },
      { asks: 'id=in:{a1},%20{a2}', lists: 'a1' },
      { asks: 'id=in:nope,{a1}', lists: 'a1' },
      { asks: 'id=in:', lists: '' },
      { as: 'beta', asks: 'id=in:{a1},{a3},{a4},{a5},{a7},{g1}', lists: '' },
      {
        as: 'beta',
        asks: 'visibility=all&member_status=all&os_hidden=false&id=in:{a1},{a3},{a4},{a5},{a7},{g1}',
        lists: 'g1 a5 a3 a1',
      },
      { as: 'beta', asks: 'visibility=all&member_status=all&os_hidden=true&id=in:{a1},{a7},{a8}', lists: 'a7' },
      { asks: 'status=active', lists: 'a2 a1' },
      { asks: 'status=in:active,queued', lists: 'b2 a9 a6 a5 a4 a3 a2 a1' },
      { asks: 'status=nope', lists: '' },
      { asks: 'disk_format=in:qcow2,raw', lists: 'a4 a2 a1' },
      { asks: 'container_format=bare', lists: 'a4 a2 a1' },
      { asks: 'owner={beta}', lists: 'b2' },
      { asks: 'owner=in:{alpha},{beta}', lists: '' },
      { asks: 'tag=lts', lists: 'a2 a1' },
      { asks: 'tag=lts&tag=amd64', lists: 'a1' },
      { asks: 'tag=in:lts,amd64', lists: '' },
      { asks: 'tag=LTS', lists: '' },
      { asks: 'protected=true', lists: 'a9' },
      { asks: 'size_min=4', lists: 'a2' },
      { asks: 'size_min=3&size_max=3', lists: 'a1' },
      { asks: 'min_ram=512', lists: 'a2' },
      { asks: 'checksum=900150983cd24fb0d6963f7d28e17f72', lists: 'a1' },
      { asks: 'os_distro=ubuntu', lists: 'a1' },
      { asks: 'os_distro=in:ubuntu,debian', lists: '' },
      { asks: 'surprise=yes', lists: '' },
      { asks: 'created_at=gt:2020-01-01T00:00:00Z', lists: 'b2 a9 a6 a5 a4 a3 a2 a1' },
      { asks: 'updated_at=lt:2020-01-01T00:00:00Z', lists: '' },
      { asks: 'created_at=neq:2020-01-01T00:00:00Z', lists: 'b2 a9 a6 a5 a4 a3 a2 a1' },
    ]);
    itRefuses([
      { asks: 'name=neq:a1', status: 400, says: "Unable to filter by unknown operator 'neq'." },
      {
        asks: 'name=in:%22a1',
        status: 400,
        says: 'Invalid filter value "a1. The quote is not closed.',
      },
      { asks: 'size_min=abc', status: 400, says: 'Unable to filter on a range with a non-numeric value.' },
      {
        asks: 'protected=True',
        status: 400,
        says: "Invalid value 'True' for 'protected' filter. Valid values are 'true' or 'false'.",
      },
      {
        asks: 'created_at=nope',
        status: 400,
        says: 'Bad "created_at" query filter format. Use ISO 8601 DateTime notation.',
      },
      { asks: 'created_at=in:2020-01-01T00:00:00Z', status: 400, says: 'Unable to filter on a unknown operator.' },
      {
        asks: 'changes-since=2020-01-01T00:00:00Z',
        status: 400,
        says: 'The "changes-since" filter is no longer available on v2.',
      },
    ]);
  });

  describe('in an order', () => {
    itLists([
      { asks: 'sort_key=name', lists: 'b2 a9 a6 a5 a4 a3 a2 a1' },
      { asks: 'sort_key=name&sort_dir=asc', lists: 'a1 a2 a3 a4 a5 a6 a9 b2' },
      { asks: 'sort_dir=asc', lists: 'a1 a2 a3 a4 a5 a6 a9 b2' },
      { asks: 'sort_key=size', lists: 'a2 a1 b2 a9 a6 a5 a4 a3' },
      { asks: 'sort_key=size&sort_dir=asc', lists: 'a3 a4 a5 a6 a9 b2 a1 a2' },
      { asks: 'sort_key=id&sort_dir=asc', lists: 'a1 a6 a4 a2 b2 a9 a5 a3' },
      { asks: 'sort_key=status&sort_key=name&sort_dir=asc&sort_dir=desc', lists: 'a2 a1 b2 a9 a6 a5 a4 a3' },
      { asks: 'sort_key=disk_format&sort_dir=asc', lists: 'a3 a5 a6 a9 b2 a1 a2 a4' },
      { asks: 'sort_key=container_format', lists: 'a4 a2 a1 b2 a9 a6 a5 a3' },
      { asks: 'sort_key=created_at&sort_dir=asc', lists: 'a1 a2 a3 a4 a5 a6 a9 b2' },
      { asks: 'sort_key=updated_at', lists: 'b2 a9 a6 a5 a4 a3 a2 a1' },
      { asks: 'sort=status:asc,name:desc', lists: 'a2 a1 b2 a9 a6 a5 a4 a3' },
      { asks: 'sort=size:asc,name', lists: 'b2 a9 a6 a5 a4 a3 a1 a2' },
    ]);
    itRefuses([
      {
        asks: 'sort_key=owner',
        status: 400,
        says: `Invalid sort key: owner. It must be one of the following: ${SORT_KEYS}.`,
      },
      {
        asks: 'sort=nope',
        status: 400,
        says: `Invalid sort key: nope. It must be one of the following: ${SORT_KEYS}.`,
      },
      { asks: 'sort_dir=nope', status: 400, says: 'Invalid sort direction: nope' },
      { asks: 'sort=name:nope', status: 400, says: 'Invalid sort direction: nope' },
      { asks: 'sort=name&sort_key=name', status: 400, says: 'Old and new sorting syntax cannot be combined' },
      { asks: 'sort=name&sort_dir=asc', status: 400, says: 'Old and new sorting syntax cannot be combined' },
      {
        asks: 'sort_key=name&sort_key=size&sort_key=id&sort_dir=asc&sort_dir=desc',
        status: 400,
        says: 'Number of sort dirs does not match the number of sort keys',
      },
    ]);
  });

  describe('in pages', () => {
    itPages([
      { asks: 'limit=2', lists: 'b2 a9', first: 'limit=2', next: 'limit=2&marker={a9}' },
      { asks: 'limit=2&marker={a9}', lists: 'a6 a5', first: 'limit=2', next: 'limit=2&marker={a5}' },
      { asks: 'limit=3&marker={a3}', lists: 'a2 a1', first: 'limit=3' },
      { asks: 'limit=2&marker={a3}', lists: 'a2 a1', first: 'limit=2', next: 'limit=2&marker={a1}' },
      { asks: 'marker={a1}', lists: '', first: '' },
      { asks: 'limit=0', lists: '', first: 'limit=0' },
      { asks: 'limit=8', lists: 'b2 a9 a6 a5 a4 a3 a2 a1', first: 'limit=8', next: 'limit=8&marker={a1}' },
      { asks: 'limit=1001', lists: 'b2 a9 a6 a5 a4 a3 a2 a1', first: 'limit=1001' },
      { asks: 'limit=1&limit=2', lists: '', first: 'limit=2' },
      {
        asks: 'limit=2&sort=name:asc&marker={a2}',
        lists: 'a3 a4',
        first: 'limit=2&sort=name%3Aasc',
        next: 'limit=2&sort=name%3Aasc&marker={a4}',
      },
      {
        asks: 'limit=1&sort_key=status&sort_key=name&sort_dir=asc',
        lists: 'a1',
        first: 'limit=1&sort_key=name&sort_dir=asc',
        next: 'limit=1&sort_key=name&sort_dir=asc&marker={a1}',
      },
      { asks: 'limit=1&marker={a7}', lists: 'a6', first: 'limit=1', next: 'limit=1&marker={a6}' },
      { as: 'beta', asks: 'limit=2&marker={a3}', lists: 'a2', first: 'limit=2' },
      { as: 'admin', asks: 'limit=2&marker={a4}', lists: 'a3 a2', first: 'limit=2', next: 'limit=2&marker={a2}' },
      {
        asks: 'sort_key=size&sort_dir=asc&limit=3&marker={a3}',
        lists: '',
        first: 'sort_key=size&sort_dir=asc&limit=3',
      },
      {
        asks: 'sort_key=size&sort_dir=desc&limit=3&marker={a3}',
        lists: 'a2 a1 b2',
        first: 'sort_key=size&sort_dir=desc&limit=3',
        next: 'sort_key=size&sort_dir=desc&limit=3&marker={b2}',
      },
      { asks: 'surprise=a%20b%26c%C3%A9', lists: '', first: 'surprise=a+b%26c%C3%A9' },
      {
        asks: 'limit=1&id=in:{a1},{a2}',
        lists: 'a2',
        first: 'limit=1&id=in%3A{a1}%2C{a2}',
        next: 'limit=1&id=in%3A{a1}%2C{a2}&marker={a2}',
      },
    ]);
    itRefuses([
      { asks: 'limit=abc', status: 400, says: 'limit param must be an integer' },
      { asks: 'limit=', status: 400, says: 'limit param must be an integer' },
      { asks: 'limit=-1', status: 400, says: 'limit param must be positive' },
      { asks: 'marker=nope', status: 400, says: 'No image found with ID nope' },
      { asks: 'marker=', status: 400, says: 'No image found with ID' },
      { asks: `marker=${UNKNOWN_ID}`, status: 400, says: `No image found with ID ${UNKNOWN_ID}` },
      { as: 'beta', asks: 'marker={a4}', status: 403, says: 'Forbidding request, image {a4} not visible' },
    ]);
  });

  describe('with a long request line', () => {
    const path = '/v2/images?name=';
    const toPath = (bytes: number) => path + 'x'.repeat(bytes - `GET ${path} HTTP/1.1\r\n`.length);

    it('answers 200 up to 8190 bytes', async () => {
      const { embedded, real } = await askPath({ as: 'alpha', rbac: 'new', path: toPath(8190) });
      expect(embedded).toEqual(real);
      expect(real.status).toBe(200);
    });

    it('answers 414 without a body to 8195 bytes', async () => {
      const { embedded, real } = await askPath({ as: 'alpha', rbac: 'new', path: toPath(8195) });
      expect(embedded).toEqual(real);
      expect({ status: real.status, text: real.text }).toEqual({ status: 414, text: '' });
    });
  });
});
