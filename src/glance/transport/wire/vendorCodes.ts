import type { ErrorKind } from '../../../errorCodes.ts';

/**
 * Error codes of OTC's and Huawei's image service and the error kinds that they mean, with any HTTP status. `message`
 * replaces the kind's own message. Source: their Image Management Service API references.
 */
export const VENDOR_CODES: Record<string, { kind: ErrorKind; message?: string }> = {
  'IMG.0027': { kind: 'imageNotFound' },
  'IMG.0144': { kind: 'imageNotFound' },
  'IMG.0047': { kind: 'forbidden', message: 'Only the image owner may do this.' },
  'IMG.0106': { kind: 'forbidden', message: 'The image belongs to another project.' },
  'IMG.0088': { kind: 'memberLimit' },
  'IMG.0060': { kind: 'rateLimited' },
  'APIG.0308': { kind: 'rateLimited' },
  'IMG.0066': { kind: 'badRequest', message: 'The image ID is not valid.' },
  'IMG.0076': { kind: 'badRequest', message: 'An image cannot be shared with the project that owns it.' },
  'IMG.0089': { kind: 'badRequest', message: 'A public image cannot be shared.' },
  'IMG.0098': { kind: 'badRequest', message: 'An encrypted image cannot be shared.' },
  'IMG.0108': { kind: 'badRequest', message: 'The project does not exist in this region.' },
  'IMG.0135': { kind: 'badRequest', message: 'A full-server image can only be accepted with a backup vault.' },
  'IMG.0196': { kind: 'badRequest', message: 'The recipient has not accepted the image.' },
};
