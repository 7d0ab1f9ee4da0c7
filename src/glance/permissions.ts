import type { Identity } from './identity.ts';
import { ImagePermissions, type GlanceRules } from './operations/imagePermissions.ts';
import type { GlanceImage } from './wire/image.ts';

/** The rules of the cloud's image service. `custom`: rules of its own, which the gateway does not know. */
export type GlancePolicy = GlanceRules | 'custom';

/** What one caller may do with images. */
export class Permissions {
  readonly #policy: GlancePolicy;
  readonly #identity: Identity;

  constructor(policy: GlancePolicy, identity: Identity) {
    this.#policy = policy;
    this.#identity = identity;
  }

  /**
   * Null where the gateway cannot tell: it knows no identity service, or not the rules.
   * @throws GlanceError where the identity service does not describe the token, and for an image that cannot be read
   */
  async of(image: GlanceImage): Promise<ImagePermissions | null> {
    if (this.#policy === 'custom' || !this.#identity.isConfigured) return null;
    return new ImagePermissions(this.#policy, await this.#identity.describeToken(), image);
  }
}
