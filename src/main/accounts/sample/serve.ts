/** Entry of the sample identity system's process. */
import { IDENTITY_VERSION, openIdentityService } from '#main/accounts/sample/service';
import { serveSample } from '#main/sample-world/serve-sample';

void serveSample({ name: 'identity', version: IDENTITY_VERSION, open: (start, tools) => openIdentityService(start, tools) });
