/**
 * The real screens over the fake desk, in a browser: `npx vite test/renderer/dev`, then
 * `?as=daniel&cases=200&case=case-4&state=gathering&scheme=dark`. Never shipped.
 */
import '@fontsource-variable/inter/opsz.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import '@mantine/core/styles.css';
import '../../../src/renderer/app/app.css';
import { createRoot } from 'react-dom/client';
import { App } from '../../../src/renderer/app/App';
import { setClock } from '../../../src/renderer/app/clock';
import { useNavigation } from '../../../src/renderer/app/navigation';
import type { Screen } from '../../../src/renderer/app/navigation';
import { makeQueryClient } from '../../../src/renderer/app/queries';
import { useQueueSearch } from '../../../src/renderer/app/queue-search';
import type { DeskState } from '#contract/desk';
import { putIn } from '../case/states';
import { makeFakeDesk } from '../fake-desk';
import { maya, morning, people } from '../fake-world';
import { cameIn, oddMessages, receive } from '../case/fake-received';
import { addGuidance } from '../guidance/fake-guidance';
import { addMail } from '../mail/fake-mail';
import { addPolicy } from '../policy/fake-policy';
import { addReview } from '../review/fake-review';
import { addStaff } from '../staff/fake-staff';

const asked = new URLSearchParams(window.location.search);
const desk = makeFakeDesk({
  cases: Number(asked.get('cases') ?? 46),
  as: asked.get('as') === 'nobody' ? null : (asked.get('as') ?? 'maya'),
});
for (const add of [addGuidance, addPolicy, addStaff]) add(desk);
const mail = addMail(desk);
// `?mails=150`: more than one page of them.
const sent = mail.rows.filter((row) => row.state === 'sent');
for (let n = mail.rows.length; n < Number(asked.get('mails') ?? 0); n += 1)
  mail.rows.push({ ...sent[n % sent.length]!, mailId: `mail-${n}` });
const stage = asked.get('stage');
if (stage !== null)
  desk.desk = {
    ...desk.desk,
    stage: stage as DeskState['stage'],
    kind: stage === 'none' ? null : desk.desk.kind,
    earlier: stage === 'earlier' ? { version: '0.1.0', movesTo: '/home/maya/recovery-desk/made-by-0.1.0' } : null,
    message: stage === 'refused' ? 'This data folder was made by a newer version (8; this one knows 7).' : null,
  };
if (asked.has('locked'))
  desk.session = { state: 'locked', who: maya, people: [...people], since: new Date(morning).toISOString() };
if (asked.has('offline')) desk.strip = { ...desk.strip, online: false, mailWaiting: 3 };
if (asked.has('elevated')) desk.strip = { ...desk.strip, threatLevel: 'elevated' };
if (asked.has('store'))
  desk.desk = {
    ...desk.desk,
    store: { state: asked.get('store') as 'rebuilding', message: 'Counting 12 000 of 30 000 events.', progress: 0.4 },
  };

// Jean-Philippe Larivière's review, with a provider of that word behind it: `?screen=review&case=case-…&provider=review`.
const verdict = asked.get('provider') as 'pass' | 'review' | 'fail' | 'no-result' | null;
if (verdict !== null)
  addReview(desk, { provider: { document: verdict, name: 'pass', face: verdict, liveness: 'pass' } });

const state = asked.get('state');
if (state !== null) putIn(desk, asked.get('case') ?? asked.get('selected') ?? 'case-1', state);

// `?came=answer`, `?came=odd`: what came by mail to the case.
const came = asked.get('came');
if (came !== null)
  receive(
    desk,
    asked.get('case') ?? asked.get('selected') ?? 'case-1',
    ...(came === 'odd' ? oddMessages : [cameIn('answer')]),
  );

Object.defineProperty(window, 'desk', { value: desk.bridge });
Object.assign(window, { fake: desk });
const started = Date.now();
setClock(() => morning + (Date.now() - started));
const scheme = asked.get('scheme');
if (scheme !== null) window.localStorage.setItem('recovery-desk-scheme', scheme);
const screen = asked.get('screen');
if (asked.has('case') || screen !== null)
  useNavigation.getState().go((screen ?? 'case') as Screen, asked.get('case') ?? undefined);
useQueueSearch.setState({
  selected: asked.get('selected'),
  search: asked.get('search') ?? '',
  view: (asked.get('view') ?? 'all-open') as 'mine',
});

createRoot(document.getElementById('root')!).render(
  <App client={makeQueryClient()} view={window.location.hash === '#/authenticator' ? 'authenticator' : 'desk'} />,
);
