use credence_types::{AccountId, RequestId, SessionId, TenantId, WebhookEndpointId};
use uuid::Uuid;

/// Whom a sealing key belongs to. Authenticated in the wrapped key and in everything sealed under
/// it, so that a value moved to another row no longer opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyOwner {
    kind: u8,
    holder: Uuid,
    id: Uuid,
}

impl KeyOwner {
    /// A session of a tenant.
    #[must_use]
    pub const fn session(tenant: TenantId, session: SessionId) -> Self {
        Self {
            kind: b's',
            holder: tenant.as_uuid(),
            id: session.as_uuid(),
        }
    }

    /// A request of an account of the DVS server.
    #[must_use]
    pub const fn dvs_request(account: AccountId, request: RequestId) -> Self {
        Self {
            kind: b'r',
            holder: account.as_uuid(),
            id: request.as_uuid(),
        }
    }

    /// A webhook endpoint of a tenant.
    #[must_use]
    pub const fn webhook_endpoint(tenant: TenantId, endpoint: WebhookEndpointId) -> Self {
        Self {
            kind: b'w',
            holder: tenant.as_uuid(),
            id: endpoint.as_uuid(),
        }
    }

    /// An answer of a tenant's that is kept for a call that comes again.
    #[must_use]
    pub const fn answer(tenant: TenantId, answer: Uuid) -> Self {
        Self {
            kind: b'a',
            holder: tenant.as_uuid(),
            id: answer,
        }
    }

    /// A signing key of the installation, which is no tenant's.
    #[must_use]
    pub const fn signing_key(id: Uuid) -> Self {
        Self {
            kind: b'k',
            holder: Uuid::nil(),
            id,
        }
    }

    /// The installation's secret of lookups.
    #[must_use]
    pub const fn lookup_secret(id: Uuid) -> Self {
        Self {
            kind: b'l',
            holder: Uuid::nil(),
            id,
        }
    }

    /// A backup of the installation.
    #[must_use]
    pub const fn backup(id: Uuid) -> Self {
        Self {
            kind: b'b',
            holder: Uuid::nil(),
            id,
        }
    }

    /// The context of one thing of this owner: `kind ‖ holder ‖ id ‖ what`. All but the last part
    /// have a fixed length, so no two contexts run together.
    #[must_use]
    pub fn context(&self, what: &str) -> Vec<u8> {
        let mut context = Vec::with_capacity(1 + 16 + 16 + what.len());
        context.push(self.kind);
        context.extend_from_slice(self.holder.as_bytes());
        context.extend_from_slice(self.id.as_bytes());
        context.extend_from_slice(what.as_bytes());
        context
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contexts_differ_by_owner_kind_and_thing() {
        let holder = Uuid::from_u128(1);
        let id = Uuid::from_u128(2);
        let session = KeyOwner::session(TenantId::from_uuid(holder), SessionId::from_uuid(id));
        let request = KeyOwner::dvs_request(AccountId::from_uuid(holder), RequestId::from_uuid(id));
        let answer = KeyOwner::answer(TenantId::from_uuid(holder), id);
        assert_ne!(session.context("image"), request.context("image"));
        assert_ne!(session.context("image"), answer.context("image"));
        assert_ne!(session.context("image"), session.context("fields"));
    }
}
