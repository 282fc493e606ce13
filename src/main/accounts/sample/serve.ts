/** Entry of the sample identity system's process. */
import { openIdentityService } from '#main/accounts/sample/service';
import { identityVersion } from '#main/accounts/sample/version';
import { serveSample } from '#main/sample-world/serve-sample';

void serveSample({
  name: 'identity',
  version: identityVersion,
  open: (start, tools) => openIdentityService(start, tools),
});
