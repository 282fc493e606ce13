import type { CaseView } from '#contract/cases';
import { fallbackTexts } from '../../fallback/texts';
import { DisableDialog } from '../../review/DisableSteps';
import { caseTexts } from '../texts';
import type { CaseActions } from '../use-case-actions';
import { ReasonDialog } from './AskDialog';
import { Assign } from './Assign';
import { Close } from './Close';
import { OpenFallback } from './OpenFallback';
import { Repudiation } from './Repudiation';
import { Snooze } from './Snooze';

/** The dialog of a case that is open, if any. */
export const CaseDialogs = ({ view, actions }: { readonly view: CaseView; readonly actions: CaseActions }) => {
  const props = { view, onClose: actions.hide };
  const { caseId } = view;
  switch (actions.dialog) {
    case null:
      return null;
    case 'assign':
      return <Assign {...props} />;
    case 'close':
      return <Close {...props} begin={null} />;
    case 'fraud':
      return <Close {...props} begin="fraud" />;
    case 'snooze':
      return <Snooze {...props} />;
    case 'repudiation':
      return <Repudiation {...props} />;
    case 'fallback':
      return <OpenFallback {...props} />;
    case 'freeze':
      return (
        <ReasonDialog
          {...props}
          call="cases.freeze"
          texts={caseTexts.freeze}
          least={3}
          isRed
          input={(words) => ({ caseId, words })}
        />
      );
    case 'unfreeze':
      return (
        <ReasonDialog
          {...props}
          call="cases.unfreeze"
          texts={caseTexts.unfreeze}
          least={10}
          input={(reason, code) => ({ caseId, reason, code })}
        />
      );
    case 'override':
      return (
        <ReasonDialog
          {...props}
          call="cases.overrideSelfHelp"
          texts={caseTexts.override}
          least={20}
          input={(reason) => ({ caseId, reason })}
        />
      );
    case 'reopen':
      return (
        <ReasonDialog
          {...props}
          call="cases.reopen"
          texts={caseTexts.reopen}
          least={10}
          input={(reason) => ({ caseId, reason })}
        />
      );
    case 'revoke':
      return (
        <ReasonDialog
          {...props}
          call="cases.revokeApproval"
          texts={caseTexts.revoke}
          least={10}
          input={(reason, code) => ({ caseId, reason, code })}
        />
      );
    case 'withdraw':
      return (
        <ReasonDialog
          {...props}
          call="fallback.withdraw"
          texts={fallbackTexts.withdraw}
          least={3}
          input={(reason) => ({ caseId, reason })}
        />
      );
    case 'steps':
      return <DisableDialog caseId={caseId} isOpen onClose={actions.hide} />;
  }
};
