export const CaseScreen = (_props: { caseId: string }) => null;
