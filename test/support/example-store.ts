/** Entry of a store process with the example cache, bundled for tests as serve.ts is for the desk. */
import { runStore } from '#main/store/run-store';
import { allPeople, endless, exampleProjection, findPeople } from './example-cache';

runStore(import.meta.filename, { projections: [exampleProjection], queries: [allPeople, findPeople, endless] });
