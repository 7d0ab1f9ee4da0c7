import type { EmbeddedResponse } from './response.ts';
import { GlanceFault } from './fault.ts';
import { listImages } from './imageList.ts';
import { patchImage } from './imagePatch.ts';
import { createImage, deactivateImage, deleteImage, reactivateImage, showImage, uploadImage } from './images.ts';
import { createMember, deleteMember, listMembers, showMember, updateMember } from './members.ts';
import { notify } from './notify.ts';
import type { EmbeddedService, EmbeddedRequest } from './request.ts';

type Handler = (
  glance: EmbeddedService,
  request: EmbeddedRequest,
  imageId: string,
  memberId: string,
) => EmbeddedResponse | Promise<EmbeddedResponse>;

interface Route {
  readonly path: RegExp;
  readonly allow: string;
  readonly handlers: Readonly<Record<string, Handler>>;
  /** Methods whose requests must have no body. */
  readonly bodyless: readonly string[];
}

/** Paths below the version prefix. A path with a trailing slash is another path. */
const ROUTES: readonly Route[] = [
  {
    path: /^\/images$/,
    allow: 'GET, POST',
    handlers: { GET: listImages, POST: createImage },
    bodyless: [],
  },
  {
    path: /^\/images\/([^/]+)$/,
    allow: 'GET, PATCH, DELETE',
    handlers: { GET: showImage, PATCH: patchImage, DELETE: deleteImage },
    bodyless: ['GET', 'DELETE'],
  },
  {
    path: /^\/images\/([^/]+)\/file$/,
    allow: 'GET, PUT',
    handlers: { PUT: uploadImage },
    bodyless: [],
  },
  {
    path: /^\/images\/([^/]+)\/actions\/deactivate$/,
    allow: 'POST',
    handlers: { POST: deactivateImage },
    bodyless: ['POST'],
  },
  {
    path: /^\/images\/([^/]+)\/actions\/reactivate$/,
    allow: 'POST',
    handlers: { POST: reactivateImage },
    bodyless: ['POST'],
  },
  {
    path: /^\/images\/([^/]+)\/members$/,
    allow: 'GET, POST',
    handlers: { GET: listMembers, POST: createMember },
    bodyless: ['GET'],
  },
  {
    path: /^\/images\/([^/]+)\/members\/([^/]+)$/,
    allow: 'GET, PUT, DELETE',
    handlers: { GET: showMember, PUT: updateMember, DELETE: deleteMember },
    bodyless: ['GET', 'DELETE'],
  },
];

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH'];

export interface RoutedCall {
  readonly imageId: string;
  readonly memberId: string;
  readonly handle: (glance: EmbeddedService, request: EmbeddedRequest) => Promise<EmbeddedResponse>;
}

/** @throws GlanceFault 404, 405 or 501 for a path or method that Glance does not have */
export function routeRequest(method: string, path: string): RoutedCall {
  for (const { path: pattern, allow, handlers, bodyless } of ROUTES) {
    const match = pattern.exec(path);
    if (match === null) continue;
    const handler = handlers[method];
    if (handler === undefined) {
      const template = `The method ${method} is not allowed for this resource. <br /><br />\n`;
      throw new GlanceFault(405, '', { template, headers: { Allow: allow } });
    }
    const [, imageId = '', memberId = ''] = match;
    const handle: RoutedCall['handle'] = async (glance, request) => {
      if (bodyless.includes(method) && request.body !== undefined) {
        throw new GlanceFault(400, 'A body is not expected with this request.');
      }
      const response = await handler(glance, request, imageId, memberId);
      if (response.status < 300) notify(glance, method, path, response.body);
      return response;
    };
    return { imageId, memberId, handle };
  }
  if (METHODS.includes(method)) throw new GlanceFault(404);
  const template = `\nThe request method ${method} is not implemented for this server. <br /><br />\n`;
  throw new GlanceFault(501, '', { template });
}
