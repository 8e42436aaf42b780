import './logo.css';

export interface LogoProps {
  /** Where the picture is. */
  address: string;
  /** Whose it is; read out in place of the picture. */
  name: string;
}

/** An organisation's logo. On dark it stands on a light plate: most are drawn for paper. */
export function Logo({ address, name }: LogoProps) {
  return <span class="logo"><img src={address} alt={name} /></span>;
}
