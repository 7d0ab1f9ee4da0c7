import type { EmbeddedResponse } from './response.ts';
import { preferredType } from './accept.ts';

const HTML = `<HTML>
<HEAD><TITLE>Healthcheck Status</TITLE></HEAD>
<BODY>

<H2>Result of 1 checks:</H2>
<TABLE bgcolor="#ffffff" border="1">
<TBODY>
<TR>

<TH>
Reason
</TH>
</TR>
<TR>

    <TD>OK</TD>

</TR>
</TBODY>
</TABLE>
<HR></HR>

</BODY>
</HTML>`;

const JSON_BODY = JSON.stringify({ detailed: false, reasons: ['OK'] }, undefined, 4);

export function toHealthResponse(method: string, accept: string | undefined): EmbeddedResponse {
  if (method === 'HEAD') return { status: 204, headers: {}, body: '' };
  switch (preferredType(accept, ['text/plain', 'text/html', 'application/json'])) {
    case 'application/json':
      return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON_BODY };
    case 'text/html':
      return { status: 200, headers: { 'Content-Type': 'text/html; charset=UTF-8' }, body: HTML };
    default:
      return { status: 200, headers: { 'Content-Type': 'text/plain; charset=UTF-8' }, body: 'OK' };
  }
}
