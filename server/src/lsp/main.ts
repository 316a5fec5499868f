import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeServerHost } from './nodeHost.ts';
import { startServer } from './server.ts';

const connection = createConnection(ProposedFeatures.all);
startServer(connection, nodeServerHost(__dirname, (message) => connection.console.error(message)));
