import { Dialog } from '../ui/Dialog';

/** The live steps of a disable, for one case, each with what was read back. */
export const DisableSteps = ({ caseId }: { readonly caseId: string }) => <p>The steps of case {caseId}.</p>;

/** The same as a dialog; closing it stops nothing. */
export const DisableDialog = ({ caseId, isOpen, onClose }: { readonly caseId: string; readonly isOpen: boolean; readonly onClose: () => void }) => (
  <Dialog title="Disabling 2FA" isOpen={isOpen} onClose={onClose}><DisableSteps caseId={caseId} /></Dialog>
);
