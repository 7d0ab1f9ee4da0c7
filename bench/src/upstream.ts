import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IMAGE_IDS, MEMBERS_PER_IMAGE, toWireMember, toWirePage } from './images.ts';
import { CORES, startProcess, waitForResponse } from './runningProcess.ts';

/** Image IDs that the gateway puts into one query. The responses of the upstream have to match. */
const IDS_PER_QUERY = 40;

export interface Upstream {
  readonly url: string;
  /** Requests since the start. */
  countRequests(): Promise<number>;
  stop(): Promise<void>;
}

/** An nginx on the load's core with prepared responses of an image service. */
export async function startUpstream(port: number): Promise<Upstream> {
  const folder = await mkdtemp(join(tmpdir(), 'glance-graphql-bench-'));
  // nginx that root starts runs as another user, who needs to read the folder.
  await chmod(folder, 0o755);
  const chunks: (readonly string[])[] = [];
  for (let i = 0; i < IMAGE_IDS.length; i += IDS_PER_QUERY) chunks.push(IMAGE_IDS.slice(i, i + IDS_PER_QUERY));
  const filtered = '/v2/images?id=in:';
  const pages: Record<string, string> = {
    page: toWirePage(IMAGE_IDS.slice(0, 50), '/v2/images?limit=50'),
    none: toWirePage([], filtered),
    ...Object.fromEntries(chunks.map((ids, index) => [`part${index}`, toWirePage(ids, filtered)])),
  };
  await mkdir(join(folder, 'pages'));
  for (const [name, text] of Object.entries(pages)) await writeFile(join(folder, 'pages', `${name}.json`), text);
  const config = toConfig(
    folder,
    port,
    chunks.map(([first = '']) => first),
  );
  await writeFile(join(folder, 'nginx.conf'), config);
  const url = `http://127.0.0.1:${port}`;
  const server = startProcess('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { core: CORES.load });
  await waitForResponse(server, `${url}/status`);
  return {
    url,
    async countRequests() {
      const text = await (await fetch(`${url}/status`)).text();
      return Number(/^ \d+ \d+ (\d+)/m.exec(text)?.[1]);
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}

function toConfig(folder: string, port: number, firstIds: readonly string[]): string {
  const [imageId = ''] = IMAGE_IDS;
  const member = JSON.stringify(toWireMember(imageId, 'member'));
  const rows = Array.from({ length: MEMBERS_PER_IMAGE }, (_, index) => toWireMember(imageId, `member${index}`));
  const members = JSON.stringify({ members: rows, schema: '/v2/schemas/members' });
  return `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr error;
events { worker_connections 4096; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  keepalive_requests 1000000000;
  keepalive_timeout 600s;
  sendfile on;
  tcp_nopush on;
  open_file_cache max=100 inactive=1h;
  default_type application/json;
  map $request_method $members { default '${members}'; POST '${member}'; }
  map "$arg_os_hidden $arg_id" $page {
    default page;
    ~^true none;
${firstIds.map((id, index) => `    "~^false in:${id}" part${index};`).join('\n')}
  }
  server {
    listen 127.0.0.1:${port};
    root ${folder}/pages;
    location = /status { stub_status; }
    location = /v2/images { try_files /$page.json =500; }
    location ~ ^/v2/images/[^/]+/members$ { return 200 $members; }
  }
}
`;
}
