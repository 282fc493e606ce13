export const GuidanceScreen = () => null;
