/**
 * Who may import whom. A file belongs to the area with the longest path that it lies under, and may import its own
 * area, the areas named beside it, and the packages named. Nothing else: a new edge is a new word here. Each area
 * stands only on those above it.
 *
 * `pure`: facts in, values out; no clock, random, network or process. `node`: Node's own modules, too. `loose`: an
 * import may be computed.
 *
 * `console` and `form` are two bundles that share no file: what a window shows, what a customer opens. `pages` serves
 * the form; a gate will one day serve them with nothing else of main. `sample` is the practice desk's own world, and
 * nobody's back end but a practice desk's. Nothing but tests and scripts imports tests, or what supports them.
 */
const table = `
area      | lies in                               | may import                              | packages                    | also
----------------------------------------------------------------------------------------------------------------------------------
domain    | src/domain/                           |                                         | linkify-it luxon zod        | pure
contract  | src/contract/                         | domain                                  | zod                         | pure

console   | src/renderer/                         | domain contract                         | react react-dom zod zustand |
          |                                       |                                         | @mantine/core @mantine/form |
          |                                       |                                         | @mantine/hooks              |
          |                                       |                                         | @tabler/icons-react         |
          |                                       |                                         | @mantine/tiptap @tiptap/core |
          |                                       |                                         | @tiptap/extension-bold      |
          |                                       |                                         | @tiptap/extension-document  |
          |                                       |                                         | @tiptap/extension-link      |
          |                                       |                                         | @tiptap/extension-list      |
          |                                       |                                         | @tiptap/extension-paragraph |
          |                                       |                                         | @tiptap/extension-text      |
          |                                       |                                         | @tiptap/extensions          |
          |                                       |                                         | @tiptap/pm @tiptap/react    |
          |                                       |                                         | @tanstack/react-query       |
          |                                       |                                         | @fontsource-variable/inter  |
          |                                       |                                         | @fontsource-variable/jetbrains-mono |
form      | src/renderer/form/                    | domain contract                         | react react-dom qrcode      |
          |                                       |                                         | @tabler/icons-react         |
          |                                       |                                         | @fontsource-variable/inter  |
preload   | src/preload/                          |                                         | electron                    |

ports     | src/main/ports.ts src/main/ports/     | domain                                  |                             |
files     | src/main/files/                       |                                         |                             | node
driver    | src/main/store/driver.ts              |                                         | better-sqlite3              |
vault     | src/main/vault/                       | files                                   |                             | node
store     | src/main/store/                       | domain contract driver                  | better-sqlite3 canonicalize | node
          |                                       |                                         | zod                         |
ipc       | src/main/ipc/                         | domain contract store                   | zod                         |
evidence  | src/main/evidence/                    | domain ports files                      |                             | node
pages     | src/main/pages/                       | domain contract ports files             | zod                         | node
accounts  | src/main/accounts/                    | domain ports store                      | zod                         | node
checks    | src/main/checks/                      | domain ports                            | zod                         | node
sample    | src/main/sample-world/                | domain ports driver                     | better-sqlite3 jsqr         | node
          | src/main/accounts/sample/             |                                         | mailparser nodemailer otplib |
          | src/main/accounts/sample-accounts.ts  |                                         | pngjs qrcode smtp-server zod |
          | src/main/accounts/sample-extras.ts    |                                         |                             |
          | src/main/mail/sample/                 |                                         |                             |

mail      | src/main/mail/                        | domain contract ports store ipc         | email-reply-parser          | node
          |                                       |                                         | mailparser nodemailer       |
          |                                       |                                         | qrcode sanitize-html        |
staff     | src/main/staff/                       | domain contract files vault store ipc   | canonicalize otplib qrcode  | node
policy    | src/main/policy/                      | domain contract store ipc staff         |                             | node
cases     | src/main/cases/                       | domain contract ports store ipc pages   | canonicalize                | node
          |                                       | accounts checks mail staff              |                             |
guidance  | src/main/guidance/                    | domain contract ports store ipc pages   | canonicalize                | node
          |                                       | staff cases                             |                             |
review    | src/main/review/                      | domain contract ports store ipc         |                             | node
          |                                       | evidence accounts checks staff cases    |                             |
effects   | src/main/effects/                     | domain ports store ipc accounts checks  |                             | node
          |                                       | cases                                   |                             |

inbox     | src/main/inbox/                       | domain contract ports store ipc mail    | zod                         | node
          |                                       | cases effects                           |                             |

desk      | src/main/desk/ src/main/app.ts        | domain contract ports files vault store | zod                         | node
          |                                       | ipc evidence pages accounts checks      |                             |
          |                                       | sample mail staff policy cases guidance |                             |
          |                                       | review effects inbox                    |                             |
electron  | src/main/electron/                    | contract vault store sample desk mail   | electron                    | node

tests     | test/ *.test.ts *.spec.ts             | *                                       | *                           | node loose
scripts   | scripts/                              | tests                                   | *                           | node loose
`;

const words = (cell = '') => cell.split(' ').filter((word) => word !== '');
const rows = table
  .split('\n')
  .slice(3)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => cells.length > 1);

/** The table by the areas' names, in its order. */
export const areas = {};
let name = '';
for (const [area, at, may, packages, also] of rows) {
  // A row without a name goes on with the one above.
  name = area || name;
  const before = areas[name] ?? { at: [], may: [], packages: [], also: [] };
  areas[name] = {
    at: [...before.at, ...words(at)],
    may: [...before.may, ...words(may)],
    packages: [...before.packages, ...words(packages)],
    also: [...before.also, ...words(also)],
  };
}

/** Imported by its names only, never as a whole, so that raw IPC can be seen; and that stands in one file. */
export const raw = { package: 'electron', name: 'ipcMain', property: 'ipc', only: 'src/main/electron/serve-ipc.ts' };

/** Globals of `pure` areas. What is not here does not exist there: `process`, `fetch`, `crypto`, `setTimeout` … */
export const globals = [
  'Array',
  'BigInt',
  'Boolean',
  'Date',
  'Error',
  'Infinity',
  'Intl',
  'JSON',
  'Map',
  'Math',
  'NaN',
  'Number',
  'Object',
  'RangeError',
  'RegExp',
  'Set',
  'String',
  'Symbol',
  'TypeError',
  'URL',
  'Uint8Array',
  'WeakMap',
  'decodeURIComponent',
  'encodeURIComponent',
  'isNaN',
  'parseInt',
  'structuredClone',
  'undefined',
];
/** Of a package that knows the time, `pure` areas import only these names. */
export const names = { luxon: ['DateTime', 'FixedOffsetZone', 'IANAZone'] };
/** Of what knows the time, only these members. */
export const members = {
  Date: ['UTC', 'parse'],
  DateTime: ['fromISO', 'fromJSDate', 'fromMillis', 'fromSeconds'],
};
/** Of what has dice, all members but these. */
export const forbiddenMembers = { Math: ['random'] };
/** What takes the time of now where it is given none. */
export const needsArgument = ['format', 'formatToParts'];
/** Methods that compare with now. */
export const knowNow = ['diffNow', 'toRelative', 'toRelativeCalendar'];
