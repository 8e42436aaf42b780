-- What was read from a document has a scope of its own now; keys that could read it still can.
update credence.integrator_key
set scopes = array_append(scopes, 'pii:read')
where 'results:read' = any(scopes) and not 'pii:read' = any(scopes);
