-- The shortest turn: a greeting. Every turn is stored.
wrk.method = "POST"
wrk.path = "/api/chat"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"message": "hello"}'
