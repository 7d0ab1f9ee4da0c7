/** A second entrance to this folder for the command `check`, which makes single calls and looks at their responses. */
export { isObject } from './decode.ts';
export { allowsImageCall, type AccessRule } from './keystone/wire/accessRules.ts';
export { createKeystone } from './keystone/keystone.ts';
export { ACCESS_RULES_HEADER } from './keystone/keystoneCall.ts';
export { decodeKeystoneToken, type KeystoneToken, type TokenScope } from './keystone/wire/keystoneToken.ts';
export type { GlanceRequest, GlanceResponse, Transport } from './transport/call.ts';
export { connectTo } from './transport/connection.ts';
export { toLongTokenError } from './transport/longToken.ts';
export { decodeVersions } from './wire/versions.ts';
