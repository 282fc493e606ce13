// The clean twin: what the customer's form may do.
import QRCode from 'qrcode';
import { empty } from '#domain/case/state';

export const form = { QRCode, empty };
