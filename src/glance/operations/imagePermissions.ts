import { isGlanceError } from '../errors.ts';
import { toPathSegment } from '../identifiers.ts';
import type { TokenDescription } from '../keystone/wire/tokenDescription.ts';
import { allowsImageCall } from '../keystone/wire/accessRules.ts';
import type { GlanceImage } from '../wire/image.ts';
import type { GlanceImageMember, MemberKey } from '../wire/imageMember.ts';
import { requireField } from '../wire/row.ts';
import type { ForbiddenReason } from './forbiddenReason.ts';

/** The default rules of Glance: `secure` since 2023.1, `legacy` before. */
export type GlanceRules = 'secure' | 'legacy';

/** Null for an act that is allowed. */
type Refusal = ForbiddenReason | null;

/** Stands for any member in the path of a call that is compared with access rules. */
const ANY_MEMBER = '0'.repeat(32);

/**
 * What the viewer may do with one image. Each refusal has the reason that `explainForbidden` finds for the error of the
 * same call.
 */
export class ImagePermissions {
  readonly #rules: GlanceRules;
  readonly #viewer: TokenDescription;
  readonly #imageId: string;
  readonly #owner: string | null;
  readonly #isShared: boolean;

  /** @throws GlanceError for an image whose owner or visibility cannot be read */
  constructor(rules: GlanceRules, viewer: TokenDescription, image: GlanceImage) {
    this.#rules = rules;
    this.#viewer = viewer;
    this.#imageId = image.id;
    this.#owner = requireField(image.owner);
    this.#isShared = requireField(image.visibility) === 'shared';
  }

  get share(): Refusal {
    return this.#refuseUnshared() ?? this.#refuseOthers() ?? this.#refuseCall('POST', '/members');
  }

  get removeMembers(): Refusal {
    return this.#refuseUnshared() ?? this.#refuseOthers() ?? this.#refuseCall('DELETE', `/members/${ANY_MEMBER}`);
  }

  get changeVisibility(): Refusal {
    return this.#refuseOthers() ?? this.#refuseCall('PATCH', '');
  }

  /** @param findMember reads the membership of the viewer's project, where seeing the image does not prove it */
  async decide(findMember: (key: MemberKey) => Promise<GlanceImageMember | null>): Promise<Refusal> {
    const refusal = this.#refuseUnshared();
    if (refusal !== null) return refusal;
    const { project } = this.#viewer;
    if (project === null) return 'notMember';
    // Glance does not let an owner decide, also where the project shares the image with itself.
    if (this.#owner === project.id && !this.#isAdmin) return 'policy';
    // An administrator sees every image, and everybody sees an image without an owner.
    const seesWithoutMembership = this.#isAdmin || this.#owner === null;
    if (seesWithoutMembership && !(await this.#isMember(project.id, findMember))) return 'notMember';
    return this.#refuseReader() ?? this.#refuseCall('PUT', `/members/${toPathSegment(project.id)}`);
  }

  get #isAdmin(): boolean {
    return this.#hasRole('admin');
  }

  /** Compares as the policy engine of OpenStack does. */
  #hasRole(name: string): boolean {
    return this.#viewer.roles.some((role) => role.toLowerCase() === name);
  }

  #refuseUnshared(): Refusal {
    return this.#refuseScope() ?? (this.#isShared ? null : 'notShared');
  }

  /** The secure rules are for tokens of a project only, also for an administrator. */
  #refuseScope(): Refusal {
    return this.#rules === 'secure' && this.#viewer.project === null ? 'policy' : null;
  }

  #refuseOthers(): Refusal {
    const { project } = this.#viewer;
    const isOwner = project !== null && project.id === this.#owner;
    const isStranger = !isOwner && !this.#isAdmin;
    return this.#refuseScope() ?? (isStranger ? 'notOwner' : this.#refuseReader());
  }

  /** The legacy rules allow every role to write. */
  #refuseReader(): Refusal {
    return this.#rules === 'legacy' || this.#isAdmin || this.#hasRole('member') ? null : 'policy';
  }

  /** Refuses a call that the access rules of the viewer's application credential do not allow. */
  #refuseCall(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', below: string): Refusal {
    const { accessRules } = this.#viewer;
    const path = `/v2/images/${this.#imageId}${below}`;
    return accessRules === null || allowsImageCall(accessRules, { method, path }) ? null : 'policy';
  }

  async #isMember(memberId: string, findMember: Parameters<ImagePermissions['decide']>[0]): Promise<boolean> {
    const member = await findMember({ imageId: this.#imageId, memberId }).catch((error: unknown) => {
      // Glance responds with 403 to a token that may not read members.
      if (isGlanceError(error, 'forbidden')) return null;
      throw error;
    });
    return member !== null;
  }
}
