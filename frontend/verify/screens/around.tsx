import type { Organisation } from '../../api/organisation.ts';
import { Logo } from '../../components/logo/logo.tsx';
import { say } from '../../words/verify.ts';

/** Who asks, at the head of every screen. */
export function Masthead({ organisation }: { organisation: Organisation | null }) {
  const name = organisation?.name || say('page');
  if (organisation?.logo) return <p class="masthead-brand"><Logo address={organisation.logo} name={name} /></p>;
  return <p class="masthead-name">{name}</p>;
}

/** Help and the privacy notice, in the same place on every screen. */
export function Foot({ organisation }: { organisation: Organisation | null }) {
  if (!organisation?.support && !organisation?.privacyNotice) return null;
  return (
    <footer class="foot">
      {organisation.support && <OtherPage address={organisation.support}>{say('foot.help', { organisation: organisation.name })}</OtherPage>}
      {organisation.privacyNotice && <OtherPage address={organisation.privacyNotice}>{say('foot.privacy')}</OtherPage>}
    </footer>
  );
}

/** The way on, once nothing more is to be done here. */
export function WayOn({ organisation }: { organisation: Organisation | null }) {
  if (!organisation?.returnTo) return null;
  return (
    <div class="actions">
      <a class="button button-secondary" href={organisation.returnTo} rel="noreferrer">
        {say('return', { organisation: organisation.name })}
      </a>
    </div>
  );
}

/** A page opens beside this one, whose photographs would be lost. */
function OtherPage({ address, children }: { address: string; children: string }) {
  if (address.startsWith('mailto:')) return <a href={address}>{children}</a>;
  return <a href={address} target="_blank" rel="noopener noreferrer">{children}<span class="visually-hidden"> {say('foot.beside')}</span></a>;
}
