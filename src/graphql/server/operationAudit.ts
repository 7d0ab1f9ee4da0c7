import { ERROR_CODES } from '../../errorCodes.ts';
import type { Glance } from '../../glance/glance.ts';
import type { AuditedAct, AuditedRequest, AuditLog } from '../../log/audit.ts';
import type { OperationRecord } from './operationRecord.ts';

type LookUpAudit = NonNullable<Parameters<Glance['as']>[0]['audit']>;

/** Writes the lines of one operation to the audit log. */
export class OperationAudit implements AuditedRequest, LookUpAudit {
  readonly requestId: string;
  readonly token: string | null;
  readonly clientName: string | null;
  readonly clientVersion: string | null;
  readonly #log: AuditLog;
  #glance: ReturnType<Glance['as']> | null = null;

  constructor(log: AuditLog, requestId: string, token: string | null, { clientName, clientVersion }: OperationRecord) {
    this.requestId = requestId;
    this.token = token;
    this.clientName = clientName;
    this.clientVersion = clientVersion;
    this.#log = log;
  }

  /** @param glance tells who the user is, where the operation has found it out */
  bind(glance: ReturnType<Glance['as']>): void {
    this.#glance = glance;
  }

  write(act: AuditedAct): void {
    this.#log(this, act, this.#glance?.knownToken ?? null);
  }

  lookUp({ isFound, error, ...lookUp }: Parameters<LookUpAudit['lookUp']>[0]): void {
    const code = error ? ERROR_CODES[error.kind].code : isFound ? null : 'MEMBER_UNRESOLVED';
    this.write({ ...lookUp, action: 'lookUpProject', code, outcome: null });
  }
}
