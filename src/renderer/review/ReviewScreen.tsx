import { Blank } from '../ui/Blank';

/** Evidence and decision of one case. */
export const ReviewScreen = ({ caseId }: { readonly caseId: string }) => <Blank title={`Review of ${caseId}`} />;
