import { useNow } from '../../app/clock';
import { useZone } from '../../app/desk';
import { fullText, stampText } from '../../ui/times';

/** When an entry of the thread was. */
export const Stamp = ({ at }: { readonly at: string }) => {
  const zone = useZone();
  const nowMs = useNow('minute');
  return (
    <time dateTime={at} title={fullText(at, zone)}>
      {stampText(at, nowMs, zone)}
    </time>
  );
};
