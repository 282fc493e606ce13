import { describe, expect, it } from 'vitest';
import { calls } from './calls';

describe('the list of calls', () => {
  it('names every call feature.verbNoun', () => {
    for (const name of Object.keys(calls)) expect(name).toMatch(/^[a-z]+\.[a-z][A-Za-z]*$/);
  });

  it('has no output field whose name could carry a secret, except what is shown on purpose to the person it belongs to', () => {
    const shownOnPurpose = new Set([
      'desk.beginSetUp',
      'desk.finishSetUp',
      'desk.practiceCodes',
      'desk.practiceCustomer',
      'session.makeBackupCodes',
      'staff.invite',
      'staff.resetPassword',
      'staff.vouch',
      'staff.beginEnrolment',
      'staff.finishEnrolment',
    ]);
    const secretName = /password|secret|token|passphrase|privateKey|wrapped|invitation$|otpauth/i;
    for (const [name, call] of Object.entries(calls)) {
      if (shownOnPurpose.has(name)) continue;
      const names = [
        ...JSON.stringify(call.output.toJSONSchema({ unrepresentable: 'any' })).matchAll(/"([A-Za-z]+)":\{/g),
      ].map((match) => match[1]);
      expect(
        names.filter((field) => secretName.test(field ?? '')),
        name,
      ).toEqual([]);
    }
  });
});
