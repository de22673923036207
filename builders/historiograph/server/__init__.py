"""A read-only web server over one graph: SPARQL endpoint, ready questions, addresses for things, pages.

serving        starts and ends it all: socket, graph, pages, workers
app            which address leads where
site           the drawn pages: files of a build, or drawn when first asked for
guard          what every request passes and every response carries
connections    bounds on what comes in before there is a request
protocol       from a request to a query operation (SPARQL 1.1 Protocol)
forms          content negotiation
pool           who gets the next job; slow jobs, dead workers
messages       what front and workers say to each other
worker         a worker process, its time and its memory
answers        what a worker does
sparql         a query over the dataset of its request; SERVICE is refused
statements     what is said of a thing
descriptions   service description, VoID, the catalogue of questions
pages          HTML made when asked for, from templates/ and static/

The front runs no query of a client; it hands jobs to worker processes and passes on what they answer. It holds the
graph for drawing alone, in a thread. Nothing is imported here, because a worker needs none of the web.
"""
