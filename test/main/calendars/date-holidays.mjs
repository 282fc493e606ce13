/**
 * What the npm package `date-holidays` says of Canada's public holidays, as dates only. It is no dependency: 46 MB and
 * fifteen packages for one comparison. Run by hand, then `npm run format`, then commit what it writes:
 *
 *     npm i --prefix <somewhere> date-holidays@3.37.0
 *     node test/main/calendars/date-holidays.mjs <somewhere>
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const require = createRequire(resolve(process.argv[2] ?? '.', 'package.json'));
const Holidays = require('date-holidays');
const states = ['federal', 'ab', 'bc', 'mb', 'nb', 'nl', 'ns', 'nt', 'nu', 'on', 'pe', 'qc', 'sk', 'yt'];
const years = Array.from({ length: 31 }, (_, index) => 2015 + index);

const datesOf = (state) => {
  const known = state === 'federal' ? new Holidays('CA') : new Holidays('CA', state.toUpperCase());
  return years.flatMap((year) =>
    known
      .getHolidays(year)
      .filter(({ type }) => type === 'public')
      .map(({ date }) => date.slice(0, 10)),
  );
};
writeFileSync(
  new URL('date-holidays.json', import.meta.url),
  `${JSON.stringify(
    {
      version: require('date-holidays/package.json').version,
      dates: Object.fromEntries(
        states.map((state) => [
          `ca-${state}`,
          [...new Set(datesOf(state))].toSorted((a, b) => a.localeCompare(b)).join(' '),
        ]),
      ),
    },
    null,
    1,
  )}\n`,
);
