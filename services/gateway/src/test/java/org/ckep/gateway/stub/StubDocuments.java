package org.ckep.gateway.stub;

/** OpenAPI documents of the kind that services give, with what a merge must take apart or leave out. */
final class StubDocuments {
    private StubDocuments() {}

    static String of(String service) {
        return TEMPLATE.replace("SERVICE", service).replace("FURTHER", service.equals("trade") ? SDMX : "");
    }

    private static final String SDMX = """
            "/trade/sdmx/v1/data/{flow}":{"get":{"operationId":"data","security":[],
              "parameters":[{"name":"flow","in":"path","required":true,"schema":{"type":"string"}}],
              "responses":{"200":{"description":"ok"},"404":{"description":"none"}}}},
            """;

    private static final String TEMPLATE = """
            {"openapi":"3.0.3",
             "info":{"title":"The service SERVICE","version":"1"},
             "servers":[{"url":"http://inner:8081"}],
             "tags":[{"name":"inner tag"}],
             "paths":{
               "/SERVICE/v1/things":{
                 "servers":[{"url":"http://inner:8081"}],
                 "get":{"operationId":"list","tags":["inner tag"],"security":[{},{"bearer":[]}],
                   "servers":[{"url":"http://inner:8081"}],
                   "responses":{
                     "200":{"description":"ok","content":{"application/json":
                       {"schema":{"$ref":"#/components/schemas/Page"}}}},
                     "403":{"description":"not yours","content":{"application/problem+json":
                       {"schema":{"$ref":"#/components/schemas/Problem"}}}}}},
                 "post":{"operationId":"create","security":[{"bearer":[]}],
                   "responses":{"201":{"$ref":"#/components/responses/Created"}}},
                 "trace":{"operationId":"trace","responses":{"200":{"description":"ok"}}}},
               FURTHER
               "/elsewhere/v1":{"get":{"operationId":"other","responses":{"200":{"description":"ok"}}}},
               "/q/inner":{"get":{"operationId":"inner","responses":{"200":{"description":"ok"}}}}},
             "components":{
               "responses":{"Created":{"description":"created"}},
               "schemas":{
                 "Page":{"type":"object","description":"of SERVICE",
                   "properties":{"next":{"$ref":"#/components/schemas/Cursor"}}},
                 "Problem":{"type":"object"},
                 "Cursor":{"type":"string"}},
               "securitySchemes":{"bearer":{"type":"http","scheme":"bearer"}}}}
            """;
}
