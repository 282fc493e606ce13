/** The example store with a projection that can't take a person out again: its cache is built anew instead. */
import { runStore } from '#main/store/run-store';
import { allPeople, exampleProjection, findPeople } from './example-cache';

runStore(import.meta.filename, {
  projections: [{ ...exampleProjection, open: (db, mode) => ({ apply: exampleProjection.open(db, mode).apply }) }],
  queries: [allPeople, findPeople],
});
