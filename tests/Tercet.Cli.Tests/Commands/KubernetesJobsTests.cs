using System.Text.Json.Nodes;
using CsCheck;
using Tercet.Cli.Deployment;
using Tercet.CommandLine;

namespace Tercet.Cli.Tests.Commands;

public class KubernetesJobsTests
{
    internal static readonly KubernetesJobs Example = new()
    {
        Run = "/data/run",
        WorkingFolder = "/data",
        Parts = 256,
        Expected = new PlanCost(Seconds: 120, Bytes: 1_000_000_000, Threads: 4),
        Image = "registry.example/tercet:0.2.0",
        Volume = "datasets",
        Mount = "/data",
        Name = "tercet-run",
    };

    private const string OddName =
        "/data/a \"b\" \\c $(HOME) $$x # é 数 😀 'y': - {z} [w] &v *u !t %s @r `q` \u2028 \u0085 \ufeff \ttab\nline ";

    /// <summary>Few and many parts, odd names, and names that unquoted would be no texts.</summary>
    internal static IEnumerable<KubernetesJobs> Cases() =>
    [
        Example,
        Example with { Parts = 1, Expected = null, MaxRunning = 5, Cpus = 1, Memory = "512Mi", Namespace = "research" },
        Example with { Parts = KubernetesJobs.MaxParts, MaxRunning = 5000, Name = new string('a', 57), Volume = "a.b-c" },
        Example with
        {
            Run = OddName, WorkingFolder = OddName, User = (1000, 100), Image = "registry.example:5000/t@sha256:0123456789abcdef",
        },
        Example with { Run = "/data/yes", WorkingFolder = "~", Mount = "0x1", Name = "no", Namespace = "null", Volume = "1" },
    ];

    [Fact]
    public void A_pod_per_part_runs_it_where_it_was_planned()
    {
        var (spec, container) = Read(Example.PartsYaml());
        Assert.Equal("Indexed", (string?)spec["completionMode"]);
        Assert.Equal((256, 100), ((int)spec["completions"]!, (int)spec["parallelism"]!));
        Assert.Equal(["tercet", "part", "/data/run", "$(JOB_COMPLETION_INDEX)", "--threads", "4"], Texts(container["command"]!));
        Assert.Equal(
            ["tercet", "merge", "/data/run", "--threads", "4"], Texts(Read(Example.MergeYaml()).Container["command"]!));
        Assert.Equal("/data", (string?)container["workingDir"]);
        Assert.Equal("/data", (string?)container["volumeMounts"]![0]!["mountPath"]);
    }

    [Fact]
    public void Resources_are_those_of_the_plan_with_head_room_or_as_given()
    {
        var planned = Read(Example.PartsYaml()).Container["resources"]!;
        Assert.Equal("""{"requests":{"cpu":"4","memory":"1687Mi"},"limits":{"memory":"1687Mi"}}""", planned.ToJsonString());
        var given = Read((Example with { Cpus = 2, Memory = "3Gi" }).PartsYaml()).Container;
        Assert.Equal("""{"requests":{"cpu":"2","memory":"3Gi"},"limits":{"memory":"3Gi"}}""", given["resources"]!.ToJsonString());
        Assert.Equal("2", Texts(given["command"]!)[^1]);
    }

    [Theory]
    [InlineData(256, null, 4, "28m")] // three rounds of 2 minutes, 3 times, and 10
    [InlineData(256, 256, 4, "16m")]
    [InlineData(256, 256, 1, "34m")]
    [InlineData(1, null, 8, "16m")]
    public void The_time_to_wait_follows_from_parts_pods_and_threads(int parts, int? running, int cpus, string timeout) =>
        Assert.Equal(timeout, (Example with { Parts = parts, MaxRunning = running, Cpus = cpus }).Timeout);

    [Theory]
    [InlineData("/data/run", "tercet-run")]
    [InlineData("/data/Tercet_Run.2", "tercet-run-2")]
    [InlineData("/data/--x--", "tercet-x")]
    [InlineData("/data/数据", "tercet")]
    [InlineData("/", "tercet")]
    [InlineData(
        "/data/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-b", "tercet-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_folder_of_any_name_gives_a_valid_name(string folder, string name)
    {
        Assert.Equal(name, KubernetesJobs.NameOf(folder));
        Assert.Empty(Faults(Example with { Name = name }));
    }

    [Fact]
    public void Every_text_is_read_back_as_it_was() => Gen.String.Sample(
        text => (string)KubernetesYaml.Parse($"a: {YamlText.Quote(text)} # comment")["a"]! == Valid(text));

    [Fact]
    public void Commands_are_what_Kubernetes_makes_of_them() => Gen.String["$()aHOME"].Sample(text =>
    {
        var command = Texts(Read((Example with { Run = "/data/" + text }).PartsYaml()).Container["command"]!);
        var variables = new Dictionary<string, string> { ["JOB_COMPLETION_INDEX"] = "17", ["HOME"] = "/root" };
        var expanded = command.Select(part => KubernetesJob.Expand(part, variables));
        Assert.Equal(["tercet", "part", "/data/" + text, "17", "--threads", "4"], expanded);
    });

    [Theory]
    [InlineData("--image is 'a b'; expected the name of an image, such as registry.example/tercet:0.2.0.", "Image", "a b")]
    [InlineData("--volume is 'Data'; expected the name of a PersistentVolumeClaim, such as datasets.", "Volume", "Data")]
    [InlineData(
        "--name is '1x'; expected 1 to 57 of a to z, 0 to 9 and hyphens, with a letter first and no hyphen last.", "Name", "1x")]
    [InlineData(
        "--name is 'x-'; expected 1 to 57 of a to z, 0 to 9 and hyphens, with a letter first and no hyphen last.", "Name", "x-")]
    [InlineData("--namespace is 'a.b'; expected 1 to 63 of a to z, 0 to 9 and hyphens, such as research.", "Namespace", "a.b")]
    [InlineData("--memory is '4'; expected a number with a unit, Mi, Gi, Ti, M, G or T, such as 4Gi.", "Memory", "4")]
    [InlineData("--memory is '512m'; expected a number with a unit, Mi, Gi, Ti, M, G or T, such as 4Gi.", "Memory", "512m")]
    [InlineData("--memory is '0Gi'; expected a number with a unit, Mi, Gi, Ti, M, G or T, such as 4Gi.", "Memory", "0Gi")]
    [InlineData("--mount is '/'; expected a folder below /, but not /tmp, and without a colon, such as /data.", "Mount", "/")]
    [InlineData(
        "--mount is '/a:b'; expected a folder below /, but not /tmp, and without a colon, such as /data.", "Mount", "/a:b")]
    [InlineData(
        "--mount is '/tmp'; expected a folder below /, but not /tmp, and without a colon, such as /data.", "Mount", "/tmp")]
    public void What_Kubernetes_would_refuse_is_refused(string fault, string property, string value) => Assert.Equal(
        [fault], Faults(property switch
        {
            "Image" => Example with { Image = value },
            "Volume" => Example with { Volume = value },
            "Name" => Example with { Name = value },
            "Namespace" => Example with { Namespace = value },
            "Memory" => Example with { Memory = value },
            _ => Example with { Mount = value },
        }));

    [Fact]
    public void Too_many_parts_and_numbers_out_of_range_are_reported_together() => Assert.Equal(
    [
        "/data/run has 100,001 parts; expected at most 100,000, the limit of a Job with retries per part. Plan again with fewer "
            + "--parts.",
        "--cpus is 0; expected 1 or more.",
        "--max-running is 0; expected 1 to 100,000.",
    ], Faults(Example with { Parts = 100_001, Cpus = 0, MaxRunning = 0 }));

    [Fact]
    public void Where_the_plan_says_nothing_of_resources_they_have_to_be_given()
    {
        var jobs = Example with { Expected = null, Cpus = 2 };
        Assert.Equal(["the plan does not say what a part takes. Give --cpus and --memory."], Faults(jobs));
        Assert.Empty(Faults(jobs with { Memory = "2Gi" }));
    }

    [Theory]
    [InlineData("/database/run", "/data/x", "/data/items.csv", "/database/run, the plan's folder")]
    [InlineData("/data", "/", "/data/items.csv", "/, the folder that it was planned in")]
    [InlineData("/data/run", "/data/run", "/home/items.csv", "/home/items.csv, an input")]
    public void A_path_outside_the_volume_is_refused(string run, string working, string input, string which) => Assert.Equal(
        [$"{which}, is outside --mount /data; expected it inside. In the pods there is the volume alone, under the same path as "
            + "here. Name its folder with --mount, or plan inside it."],
        Faults(Example with { Run = run, WorkingFolder = working, Inputs = [input] }));

    [Fact]
    public void A_link_out_of_the_volume_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        using var folder = new WorkFolder();
        folder.Write("volume/inside/items.csv", "");
        folder.Write("elsewhere/items.csv", "");
        File.CreateSymbolicLink(folder["volume/link"], "inside");
        File.CreateSymbolicLink(folder["volume/out"], folder["elsewhere"]);
        var jobs = Example with { Mount = folder["volume"], Run = folder["volume/run"], WorkingFolder = folder["volume"] };
        Assert.Empty(Faults(jobs with { Inputs = [folder["volume/link/items.csv"]] }));
        Assert.Equal(
            [$"{folder["volume/out"]} is a link to {folder["elsewhere"]}, outside --mount {folder["volume"]}; expected an input "
                + "inside. Plan in a folder without such links."],
            Faults(jobs with { Inputs = [folder["volume/out/items.csv"]] }));
    }

    private static string[] Faults(KubernetesJobs jobs)
    {
        var faults = new UsageFaults();
        jobs.AddFaults(faults);
        try
        {
            faults.ThrowIfAny();
            return [];
        }
        catch (UsageException e)
        {
            return e.Message.Split('\n');
        }
    }

    private static (JsonNode Spec, JsonNode Container) Read(string yaml)
    {
        var spec = KubernetesYaml.Parse(yaml)["spec"]!;
        return (spec, spec["template"]!["spec"]!["containers"]![0]!);
    }

    private static string[] Texts(JsonNode array) => [.. array.AsArray().Select(text => (string)text!)];

    // Halves of surrogate pairs are no characters.
    private static string Valid(string text) => string.Concat(text.EnumerateRunes());
}
