using System.Globalization;

namespace Tercet.Cluster.Tests.Slurm;

/// <summary>The configuration of a small cluster on one machine, with the shortest waits that Slurm allows.</summary>
internal static class SlurmConfiguration
{
    private const int MessageTimeout = 5, BatchStartTimeout = 1;

    /// <summary>How old a task must be before the controller believes a node which says that it does not have it.</summary>
    public static readonly TimeSpan UntilMissing = TimeSpan.FromSeconds(MessageTimeout + BatchStartTimeout + 0.5);

    /// <summary>Composes <c>slurm.conf</c>.</summary>
    /// <param name="folder">The folder for all files.</param>
    /// <param name="nodes">The nodes' names.</param>
    /// <param name="ports">A port for the controller, and one for each node.</param>
    public static string Compose(string folder, IReadOnlyList<string> nodes, int[] ports)
    {
        // cred_expire is also the time that a requeued task waits; less than 5 s is taken for the default of two minutes.
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            ClusterName=tercet
            SlurmctldHost=localhost(127.0.0.1)
            SlurmctldPort={ports[0]}
            SlurmUser={Environment.UserName}
            SlurmdUser={Environment.UserName}
            AuthType=auth/munge
            AuthInfo=socket={folder}/munge.socket,cred_expire=5
            CredType=cred/munge
            StateSaveLocation={folder}/state
            SlurmdSpoolDir={folder}/%n
            SlurmctldPidFile={folder}/slurmctld.pid
            SlurmdPidFile={folder}/slurmd-%n.pid
            SlurmctldLogFile={folder}/slurmctld.log
            SlurmdLogFile={folder}/slurmd-%n.log
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            JobAcctGatherType=jobacct_gather/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            SchedulerType=sched/backfill
            SchedulerParameters=batch_sched_delay=0,sched_min_interval=50000,bf_interval=1
            SlurmctldTimeout=10
            SlurmdTimeout=10
            BatchStartTimeout={BatchStartTimeout}
            MessageTimeout={MessageTimeout}
            KillWait=2
            MinJobAge=600
            ReturnToService=1
            MpiDefault=none
            SwitchType=switch/none
            PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP

            """);
        return text + string.Concat(nodes.Select((node, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"NodeName={node} NodeHostname=localhost NodeAddr=127.0.0.1 Port={ports[i + 1]} CPUs=1 RealMemory=1000 State=UNKNOWN\n")));
    }
}
