import QRCode from 'qrcode';

/** The quiet zone that ISO/IEC 18004 asks for, in modules. */
const quietZone = 4;
/** About twice the size at which mails show it: sharp on a dense screen, large enough to be scanned from one. */
const targetPx = 480;
const minModulePx = 6;

/** A PNG with the QR code of a text: error correction M, quiet zone, whole pixels per module. */
export const qrPng = async (text: string): Promise<Uint8Array> => {
  const modules = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules.size + 2 * quietZone;
  const scale = Math.max(minModulePx, Math.floor(targetPx / modules));
  return QRCode.toBuffer(text, {
    errorCorrectionLevel: 'M',
    margin: quietZone,
    scale,
    color: { dark: '#000000ff', light: '#ffffffff' },
  });
};
