import { Agent, setGlobalDispatcher } from 'undici';

// A gateway that stops waits a second for the next request on each open connection. `fetch` would leave one open behind
// every test, and every test would take that second.
setGlobalDispatcher(new Agent({ pipelining: 0 }));
