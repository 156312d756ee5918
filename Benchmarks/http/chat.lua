-- One question of a customer for each request; every turn is stored.
wrk.method = "POST"
wrk.path = "/api/chat"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"message": "Books by Ursula K. Le Guin under 15 dollars"}'
