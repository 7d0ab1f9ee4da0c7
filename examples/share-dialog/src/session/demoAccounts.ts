/** An account of the embedded Glance. Its token works nowhere else. */
export interface DemoAccount {
  readonly name: string;
  readonly token: string;
  readonly projectId: string;
  /** `member of alpha` */
  readonly description: string;
}

/** Empty when no embedded Glance runs. */
export async function fetchDemoAccounts(): Promise<readonly DemoAccount[]> {
  try {
    const response = await fetch('/demo-accounts.json');
    const accounts: unknown = response.ok ? await response.json() : [];
    return Array.isArray(accounts) ? accounts.filter(isDemoAccount) : [];
  } catch {
    return [];
  }
}

function isDemoAccount(value: unknown): value is DemoAccount {
  if (typeof value !== 'object' || value === null) return false;
  return ['name', 'description', 'projectId', 'token'].every((key) => typeof Reflect.get(value, key) === 'string');
}
