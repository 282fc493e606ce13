import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOneAddress } from '#main/mail/mime';
import { namedCases, replyAddress, replyStandIn } from '#main/mail/reply-address';

const own = 'recovery@lumen-practice.example';
const token = fc
  .array(fc.constantFrom(...Buffer.from('abcdefghijklmnopqrstuvwxyz234567')), { minLength: 16, maxLength: 16 })
  .map((letters) => Buffer.from(letters).toString());
const number = fc.integer({ min: 1, max: 999_999_999 }).map((n) => `RD-${n}`);

describe('the address that a case’s mails are answered to', () => {
  it('says the same case again, whatever letters a mail system made large, and fits what a local part may have', () => {
    fc.assert(
      fc.property(number, token, (of, letters) => {
        const address = replyAddress(own, { number: of, token: letters });
        expect(isOneAddress(address)).toBe(true);
        expect(address.split('@')[0]!.length).toBeLessThanOrEqual(64);
        expect(namedCases(own, ['somebody@else.example', address.toUpperCase()])).toEqual([
          { number: of, token: letters },
        ]);
      }),
    );
  });

  it('is no case where another host, another name or another form stands there', () => {
    for (const address of [
      own,
      'recovery+rd1001@lumen-practice.example',
      'recovery+rd1001.aaaaaaaaaaaaaaaa@evil.example',
      'recovery+rd1001.aaaaaaaaaaaaaaaa@lumen-practice.example.evil.example',
      'support+rd1001.aaaaaaaaaaaaaaaa@lumen-practice.example',
      'recovery+rd1001.aaaaaaaaaaaaaaaaa@lumen-practice.example',
      'recovery+rd1001.aaaaaaaaaaaaaaa1@lumen-practice.example',
      'recovery+rd.aaaaaaaaaaaaaaaa@lumen-practice.example',
      '',
      '@',
      '+@',
    ])
      expect(namedCases(own, [address])).toEqual([]);
  });

  it('has a stand-in of the same form', () => {
    const address = replyAddress(own, { number: 'RD-1042', token: replyStandIn });
    expect(namedCases(own, [address])).toEqual([{ number: 'RD-1042', token: replyStandIn }]);
  });
});
