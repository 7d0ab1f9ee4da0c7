import { useEffect, useState } from 'react';
import { fetchDemoAccounts, type DemoAccount } from './demoAccounts.ts';

export function useDemoAccounts(): readonly DemoAccount[] {
  const [accounts, setAccounts] = useState<readonly DemoAccount[]>([]);
  useEffect(() => {
    let isCurrent = true;
    void fetchDemoAccounts().then((found) => {
      if (isCurrent) setAccounts(found);
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  return accounts;
}
