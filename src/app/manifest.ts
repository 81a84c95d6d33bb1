/**
 * The app manifest for HTTP, made from the Socket Mode one in `manifest.yml`, so that scopes,
 * events and commands are written down once.
 *
 * In: the YAML text and the public address of our server. Out: YAML text, comments kept. It does
 * not check the manifest against Slack's schema; the tests do.
 */
import { isMap, isSeq, parseDocument } from 'yaml';
import { AppError } from '../model/app-error.ts';
import { EVENTS_PATH } from './http-server.ts';

/**
 * @param url Public https address of the server, with or without a path before `/slack/events`.
 * @throws AppError `input_invalid` when `url` is not https, or the manifest is not readable YAML.
 */
export function buildHttpManifest(socketYaml: string, url: string): string {
  const requestUrl = buildRequestUrl(url);
  const manifest = parseDocument(socketYaml);
  if (manifest.errors.length > 0) {
    throw new AppError('input_invalid', `manifest.yml is not valid YAML: ${manifest.errors[0]}`);
  }
  // The comment up to the first blank line, which tells how to use the Socket Mode manifest.
  manifest.commentBefore = ` Paperboy's Slack app, HTTP: Slack calls ${requestUrl}`;
  manifest.setIn(['settings', 'socket_mode_enabled'], false);
  manifest.setIn(['settings', 'event_subscriptions', 'request_url'], requestUrl);
  manifest.setIn(['settings', 'interactivity', 'request_url'], requestUrl);
  // Where menus that complete what is typed get their options.
  manifest.setIn(['settings', 'interactivity', 'message_menu_options_url'], requestUrl);
  const commands = manifest.getIn(['features', 'slash_commands']);
  for (const command of isSeq(commands) ? commands.items : []) {
    if (isMap(command)) command.set('url', requestUrl);
  }
  return manifest.toString({ lineWidth: 100 });
}

function buildRequestUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:') {
    throw new AppError(
      'input_invalid',
      `Slack calls https addresses only, for example https://papers.example.org; got ${url}`,
    );
  }
  return `${parsed.origin}${parsed.pathname.replace(/\/+$/, '')}${EVENTS_PATH}`;
}
