import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeServerHost } from '../host/serverHost.ts';
import { startServer } from './server.ts';

startServer(createConnection(ProposedFeatures.all), nodeServerHost());
