import { describe, expect, it } from 'vitest';
import { accountIdOf, isAccountId, partsOf } from './account-id';

describe('an account’s name in the log', () => {
  it('carries its system, and gives back both, whatever the id looks like', () => {
    for (const id of ['ada', '00u1a:b', '8f14e45f-ceea-467f', 'élodie', ':', 'a:b:c']) {
      const name = accountIdOf('keycloak-2', id);
      expect(partsOf(name)).toEqual({ system: 'keycloak-2', id });
      expect(isAccountId(name)).toBe(true);
    }
  });

  it('is another one for the same id in another system', () => {
    expect(accountIdOf('one', 'ada')).not.toBe(accountIdOf('two', 'ada'));
  });

  it('is not made of what a stream’s name can’t carry, or of a system without a short name', () => {
    for (const id of ['', 'a b', 'a\nb', '\ud800', 'x'.repeat(151)])
      expect(() => accountIdOf('sample', id), JSON.stringify(id)).toThrow(RangeError);
    for (const system of ['', 'Sample', 'a:b', '1a', 'x'.repeat(41)])
      expect(() => accountIdOf(system, 'ada'), system).toThrow(RangeError);
  });

  it('is nothing that names no system', () => {
    for (const text of ['', 'ada', ':ada', 'sample:', 'Sample:ada', 'sam ple:ada', 'sample:a b'])
      expect(partsOf(text), text).toBeNull();
  });
});
